// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/people/PeopleService.h"

#include <chrono>

#include "client/people/searchedSources.h"
#include "core/text.h"
#include "directory/numberForms.h"
#include "directory/vcard/personOfCard.h"

namespace sidetone::client {
namespace {

using directory::FoundPeople;
using directory::Person;
using directory::Resolver;

/// Who is shown together is asked for together.
constexpr core::Milliseconds gatherTime{15};
/// After a directory that did not answer.
constexpr std::chrono::seconds askAgainAfter{60};
constexpr std::size_t mostAnswers = 20'000;
constexpr int testLimit = 5;

std::string withoutScheme(const std::string& who) {
    for (const std::string_view scheme : {"sip:", "sips:", "tel:", "xmpp:"}) {
        if (core::lowerAscii(who.substr(0, scheme.size())) == scheme)
            return who.substr(scheme.size());
    }
    return who;
}

/// "+15550100123" of "+15550100123@cucm1.office.example"; empty where it is no number.
std::string numberOf(const std::string& who) {
    const auto user = who.substr(0, who.find('@'));
    return directory::isNumber(user) ? user : std::string();
}

}  // namespace

PeopleService::PeopleService(directory::CachedSource& source, store::Store& store,
                             PeopleRules rules, Ports ports,
                             std::unique_ptr<directory::ContactSource> addressBook)
    : source_(source),
      rules_(std::move(rules)),
      ports_(std::move(ports)),
      roster_(makeRosterSource(ports_.contacts)),
      kept_(makeKeptSource(source)),
      watched_(makeWatchedSource(source, ports_.judge)),
      addressBook_(std::move(addressBook)),
      photos_(store, ports_.clock) {
    if (rules_.keepsEverybody) {
        // Where it cannot be read now, the directory is asked as without it.
        source_.readEverybody().then(owner_, [](const core::Result<std::size_t>&) {});
    }
}

PeopleService::~PeopleService() {
    photos_.forget();
}

core::Task<FoundPeople> PeopleService::search(const std::string& text, int limit,
                                              Resolver::SoFar soFar) {
    const std::string typed(core::trim(text));
    std::vector<Resolver::Source> sources;
    if (!typed.empty()) {
        sources = {{"contact list", roster_.get()}, {"this computer", kept_.get()}};
        const auto length =
            static_cast<std::size_t>(std::count_if(typed.begin(), typed.end(), [](char c) {
                return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
            }));
        const bool isKnown = source_.knowsAnswer(typed, static_cast<std::size_t>(limit));
        if (length >= rules_.leastTyped && !isKnown)
            sources.push_back({source_.where(), watched_.get()});
        // Behind the others: what the directory says of somebody counts more.
        if (addressBook_) sources.push_back({"address book", addressBook_.get()});
    }
    return Resolver(std::move(sources)).search(typed, limit, std::move(soFar));
}

core::Task<std::optional<Person>> PeopleService::resolve(const std::string& who) {
    const auto bare = withoutScheme(std::string(core::trim(who)));
    if (const auto number = numberOf(bare); !number.empty()) return byNumber(number);
    const auto address = core::Address::parse(bare);
    if (!address) return core::Task<Maybe>::ready(address.error());
    return byAddress(*address);
}

core::Task<std::optional<Person>> PeopleService::byNumber(const std::string& number) {
    core::Promise<Maybe> promise;
    auto task = promise.task();
    // The organisation's rules turn a caller's number into the one that the directory has; the
    // number as it came is the second try.
    const auto ruled = rules_.lookupRules.apply(number);
    askNumber(ruled, ruled == number ? std::string() : number, promise);
    return task;
}

void PeopleService::askNumber(const std::string& number, const std::string& otherwise,
                              const core::Promise<Maybe>& promise) {
    source_.withNumbers({number}).then(
        owner_, [this, number, otherwise,
                 promise](const core::Result<directory::ContactSource::Matches>& found) {
            if (!found) return askOwnNumber(number, found.error(), promise);
            const auto person = found->empty() ? std::nullopt : found->front();
            if (!person && !otherwise.empty()) return askNumber(otherwise, {}, promise);
            if (!person) return askOwnNumber(number, person, promise);
            promise.settle(person);
        });
}

void PeopleService::askOwnNumber(const std::string& number, core::Result<Maybe> known,
                                 const core::Promise<Maybe>& promise) {
    if (!addressBook_) return promise.settle(std::move(known));
    addressBook_->withNumbers({number}).then(
        owner_, [known, promise](const core::Result<directory::ContactSource::Matches>& found) {
            // An address book that cannot be read takes nothing away.
            const bool isThere = found && !found->empty() && found->front();
            promise.settle(isThere ? core::Result<Maybe>(found->front()) : known);
        });
}

core::Task<std::optional<Person>> PeopleService::byAddress(const core::Address& address) {
    const auto answer = answers_.find(address);
    if (answer != answers_.end()) {
        if (answer->second.isKnown) return core::Task<Maybe>::ready(answer->second.person);
    }
    core::Promise<Maybe> promise;
    auto task = promise.task();
    gathered_[address].push_back(promise);
    if (!gathering_.isSet()) {
        gathering_ = ports_.clock.after(gatherTime, [this] { askGathered(); });
    }
    return task;
}

std::optional<Person> PeopleService::known(const core::Address& address) {
    const auto answer = answers_.find(address);
    if (answer != answers_.end()) {
        const bool mayAsk =
            !answer->second.isKnown && ports_.clock.now() - answer->second.asked > askAgainAfter;
        if (!mayAsk) return answer->second.person;
    }
    answers_[address] = {{}, ports_.clock.now(), false};
    byAddress(address).then(owner_, [](const core::Result<Maybe>&) {});
    return std::nullopt;
}

void PeopleService::askGathered() {
    gathering_.stop();
    std::vector<core::Address> addresses;
    for (const auto& [address, promises] : gathered_) addresses.push_back(address);
    source_.withAddresses(addresses).then(
        owner_, [this, addresses](core::Result<directory::ContactSource::Matches> found) {
            askOwnAddresses(addresses, std::move(found));
        });
}

void PeopleService::askOwnAddresses(const std::vector<core::Address>& asked,
                                    core::Result<directory::ContactSource::Matches> found) {
    // Where the directory did not answer, it is asked again: nothing may be taken for known.
    if (!addressBook_ || !found) return take(asked, found);
    addressBook_->withAddresses(asked).then(
        owner_, [this, asked, found = std::move(found)](
                    const core::Result<directory::ContactSource::Matches>& own) {
            auto all = *found;
            all.resize(asked.size());
            for (std::size_t at = 0; own && at < all.size() && at < own->size(); ++at) {
                if (!all[at]) all[at] = (*own)[at];
            }
            take(asked, all);
        });
}

void PeopleService::take(const std::vector<core::Address>& asked,
                         const core::Result<directory::ContactSource::Matches>& found) {
    if (answers_.size() > mostAnswers) answers_.clear();
    for (std::size_t at = 0; at < asked.size(); ++at) {
        const auto& address = asked[at];
        const auto promises = std::exchange(gathered_[address], {});
        gathered_.erase(address);
        if (!found) {
            answers_[address] = {{}, ports_.clock.now(), false};
            for (const auto& promise : promises) promise.settle(found.error());
            continue;
        }
        const auto person = at < found->size() ? (*found)[at] : std::nullopt;
        answers_[address] = {person, ports_.clock.now(), true};
        for (const auto& promise : promises) promise.settle(person);
        if (person) ports_.changed(address);
    }
}

core::Task<std::string> PeopleService::photo(const std::string& who) {
    const bool hasAny = source_.hasPhotos() || (addressBook_ && addressBook_->hasPhotos());
    if (!rules_.showsPhotos || !hasAny) {
        return core::Task<std::string>::ready(std::string());
    }
    core::Promise<std::string> promise;
    auto task = promise.task();
    resolve(who).then(owner_, [this, promise](const core::Result<Maybe>& person) {
        if (!person) return promise.settle(person.error());
        if (!*person) return promise.settle(std::string());
        if (addressBook_ && (*person)->key.starts_with(directory::cardKeyBeginning)) {
            addressBook_->photo(**person, {})
                .then(owner_, [promise](core::Result<directory::Photo> own) {
                    promise.settle(own ? std::move(own->bytes) : std::string());
                });
            return;
        }
        photos_.photo(source_, **person).then(owner_, [promise](core::Result<std::string> bytes) {
            promise.settle(std::move(bytes));
        });
    });
    return task;
}

core::Task<DirectoryTest> PeopleService::test(const std::string& text) {
    core::Promise<DirectoryTest> promise;
    auto task = promise.task();
    const auto began = ports_.clock.now();
    source_.search(text, testLimit)
        .then(owner_, [this, promise, began](core::Result<std::vector<Person>> people) {
            DirectoryTest test;
            test.kind = rules_.kind;
            test.server = source_.where();
            test.asked = source_.lastQuestion();
            if (people) test.people = std::move(*people);
            if (!people) test.error = people.error();
            test.took = std::chrono::duration_cast<core::Milliseconds>(ports_.clock.now() - began);
            promise.settle(std::move(test));
        });
    return task;
}

}  // namespace sidetone::client
