// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/CachedSource.h"

#include <algorithm>
#include <chrono>

#include "core/text.h"
#include "directory/numberForms.h"
#include "directory/personText.h"
#include "store/Cache.h"
#include "store/Store.h"

namespace sidetone::directory {
namespace {

constexpr std::chrono::hours personAge{24};
constexpr std::chrono::hours missAge{1};
constexpr std::size_t mostInMemory = 20'000;
/// A search of a window asks for more than it shows: whoever types on is answered from it, where
/// these were all (DIR-11). A question for a few is somebody's test of the directory.
constexpr int fewAsked = 10;
constexpr int roomyAnswer = 100;

}  // namespace

/// One question of several keys: what the memory and the disk have, then the source for the rest.
struct CachedSource::Look {
    std::vector<core::Address> addresses;
    std::vector<std::string> numbers;
    std::vector<std::string> keys;
    std::size_t next = 0;
    std::vector<std::size_t> asked;         ///< places in keys, in the order of the source's answer
    std::map<std::size_t, Person> inIndex;  ///< by place: those whom the index has
    core::Promise<Matches> promise;
};

CachedSource::CachedSource(std::unique_ptr<ContactSource> source, store::Store& store,
                           core::Clock& clock, std::string presenceDomain)
    : source_(std::move(source)),
      store_(store),
      clock_(clock),
      presenceDomain_(std::move(presenceDomain)) {}

core::Task<std::vector<Person>> CachedSource::search(std::string text, int limit) {
    core::Promise<std::vector<Person>> promise;
    auto task = promise.task();
    auto owner = std::make_shared<core::Owner>();
    promise.onCancel([owner] { owner->cancelAll(); });
    const int asked = limit < fewAsked ? limit : std::max(limit, roomyAnswer);
    source_->search(text, asked)
        .then(*owner, [this, promise, owner, text, limit,
                       asked](core::Result<std::vector<Person>> people) {
            if (!people) searched_.clear();
            if (people && index_.size() < mostInMemory) {
                for (const auto& person : *people) index_.add(person);
                searched_.keep(text, static_cast<std::size_t>(asked), people->size(), clock_.now());
            }
            const auto shown = static_cast<std::size_t>(limit);
            if (people && people->size() > shown) people->resize(shown);
            promise.settle(std::move(people));
        });
    return task;
}

bool CachedSource::knowsAnswer(const std::string& text, std::size_t limit) const {
    const bool mayKnow = isWhole_ || searched_.covers(text, limit, clock_.now());
    return mayKnow && !known(text, 1).empty();
}

core::Task<Photo> CachedSource::photo(Person person, std::string knownTag) {
    return source_->photo(std::move(person), std::move(knownTag));
}

core::Task<void> CachedSource::everybody(std::function<void(Person)> each) {
    return source_->everybody(std::move(each));
}

core::Task<ContactSource::Matches> CachedSource::withAddresses(
    std::vector<core::Address> addresses) {
    auto made = std::make_shared<Look>();
    for (const auto& address : addresses) made->keys.push_back("people/" + address.text());
    made->addresses = std::move(addresses);
    return look(std::move(made));
}

core::Task<ContactSource::Matches> CachedSource::withNumbers(std::vector<std::string> numbers) {
    auto made = std::make_shared<Look>();
    for (const auto& number : numbers) {
        made->keys.push_back("people/tel:" + canonicalNumber(number));
    }
    made->numbers = std::move(numbers);
    return look(std::move(made));
}

core::Task<ContactSource::Matches> CachedSource::look(std::shared_ptr<Look> look) {
    auto task = look->promise.task();
    readNext(look);
    return task;
}

bool CachedSource::isFresh(const Known& known) const {
    const auto age = clock_.wallTime() - known.stored;
    // A clock that was set back makes nothing fresh for ever.
    return age >= age.zero() && age < (known.person ? personAge : missAge);
}

void CachedSource::readNext(const std::shared_ptr<Look>& look) {
    while (look->next < look->keys.size()) {
        if (auto person = inIndex(*look, look->next)) {
            look->inIndex[look->next] = std::move(*person);
        } else if (!memory_.contains(look->keys[look->next])) {
            break;
        }
        ++look->next;
    }
    if (look->next >= look->keys.size()) return askMissing(look);
    const auto key = look->keys[look->next++];
    store::Cache(store_).get(key).then(
        owner_, [this, look, key](core::Result<std::optional<store::CachedValue>> found) {
            if (memory_.size() >= mostInMemory) memory_.clear();
            if (found && *found) {
                memory_[key] = {personOfText((*found)->value), (*found)->stored};
            }
            readNext(look);
        });
}

std::optional<Person> CachedSource::inIndex(const Look& look, std::size_t at) const {
    // Who knows a part of the people cannot tell whether somebody else has the number too.
    if (!isWhole_) return std::nullopt;
    return look.addresses.empty() ? index_.withNumber(look.numbers[at])
                                  : index_.withAddress(look.addresses[at], presenceDomain_);
}

void CachedSource::askMissing(const std::shared_ptr<Look>& look) {
    std::vector<core::Address> addresses;
    std::vector<std::string> numbers;
    for (std::size_t at = 0; at < look->keys.size(); ++at) {
        const auto known = memory_.find(look->keys[at]);
        if (look->inIndex.contains(at)) continue;
        if (known != memory_.end() && isFresh(known->second)) continue;
        look->asked.push_back(at);
        if (look->addresses.empty()) {
            numbers.push_back(look->numbers[at]);
        } else {
            addresses.push_back(look->addresses[at]);
        }
    }
    const auto done = [this, look](const core::Result<Matches>& found) { answered(look, found); };
    if (!addresses.empty()) return source_->withAddresses(addresses).then(owner_, done);
    if (!numbers.empty()) return source_->withNumbers(numbers).then(owner_, done);
    answered(look, Matches());
}

void CachedSource::answered(const std::shared_ptr<Look>& look, const core::Result<Matches>& found) {
    // Every key has its answer, if the source gave one.
    if (found) {
        for (std::size_t at = 0; at < look->asked.size() && at < found->size(); ++at) {
            keep(look->keys[look->asked[at]], (*found)[at]);
        }
    }
    // Where it gave none, who had the number yesterday has it today.
    Matches matches;
    bool knowsAll = true;
    for (std::size_t at = 0; at < look->keys.size(); ++at) {
        if (const auto indexed = look->inIndex.find(at); indexed != look->inIndex.end()) {
            matches.push_back(std::move(indexed->second));
            continue;
        }
        const auto known = memory_.find(look->keys[at]);
        knowsAll &= known != memory_.end();
        matches.push_back(known != memory_.end() ? known->second.person : std::nullopt);
    }
    if (!found && !knowsAll) return look->promise.settle(found.error());
    look->promise.settle(std::move(matches));
}

void CachedSource::keep(const std::string& key, const std::optional<Person>& person) {
    memory_[key] = {person, clock_.wallTime()};
    write(key, person ? textOf(*person) : std::string());
}

void CachedSource::write(const std::string& name, std::string value) {
    // What cannot be written is asked again next time.
    store::Cache(store_)
        .put(name, std::move(value), clock_.wallTime())
        .then(owner_, [](const core::Status&) {});
}

}  // namespace sidetone::directory
