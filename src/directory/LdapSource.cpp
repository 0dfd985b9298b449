// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/LdapSource.h"

#include "core/text.h"
#include "directory/fetchPhoto.h"
#include "directory/ldap/filterText.h"
#include "directory/ldap/personFilters.h"
#include "directory/ldap/personOf.h"
#include "directory/matchPeople.h"

namespace sidetone::directory {
namespace {

constexpr std::size_t batchSize = 50;
/// Of one batch: with several who share a number, all must be seen.
constexpr std::size_t mostMatches = 500;
/// Numbers of one batch that are looked for in any notation: each costs a look through everybody.
constexpr std::size_t mostSlow = 5;

/// The parts of a batch, each asked for after the one before.
template <class Key>
struct Batches {
    std::vector<Key> keys;
    std::size_t next = 0;
    ContactSource::Matches matches;
    core::Promise<ContactSource::Matches> promise;

    [[nodiscard]] bool isDone() const { return next >= keys.size(); }
    std::vector<Key> take() {
        const auto end = std::min(keys.size(), next + batchSize);
        std::vector<Key> part(keys.begin() + static_cast<std::ptrdiff_t>(next),
                              keys.begin() + static_cast<std::ptrdiff_t>(end));
        next = end;
        return part;
    }
};

using Ask = std::function<core::Task<std::vector<Person>>(const std::vector<core::Address>&)>;

void askAddresses(const std::shared_ptr<Batches<core::Address>>& all, core::Owner& owner,
                  const Ask& ask, const std::string& presenceDomain) {
    if (all->isDone()) return all->promise.settle(std::move(all->matches));
    const auto part = all->take();
    ask(part).then(owner, [=, &owner](core::Result<std::vector<Person>> people) {
        if (!people) return all->promise.settle(people.error());
        for (auto& match : matchAddresses(*people, part, presenceDomain)) {
            all->matches.push_back(std::move(match));
        }
        askAddresses(all, owner, ask, presenceDomain);
    });
}

}  // namespace

/// Numbers are looked up where they are indexed; whoever is not found there is looked for in any
/// notation.
struct LdapSource::NumberSearch : Batches<std::string> {
    std::vector<std::string> part;
    Matches found;
};

LdapSource::LdapSource(LdapPorts ports, LdapSettings settings, net::HttpClient& http,
                       LdapDiscovery discovery)
    : http_(http), directory_(ports, std::move(settings), std::move(discovery)) {}

core::Task<std::vector<Person>> LdapSource::people(Filter filter, std::size_t most) {
    core::Promise<std::vector<Person>> promise;
    auto task = promise.task();
    LdapQuestion question;
    question.filter = std::move(filter);
    question.attributes = personAttributes(settings());
    question.most = most;
    auto owner = std::make_shared<core::Owner>();
    promise.onCancel([owner] { owner->cancelAll(); });
    directory_.find(std::move(question))
        .then(*owner, [this, promise, owner](core::Result<LdapFound> found) {
            if (!found) return promise.settle(found.error());
            std::vector<Person> people;
            people.reserve(found->entries.size());
            for (const auto& entry : found->entries) people.push_back(personOf(entry, settings()));
            promise.settle(std::move(people));
        });
    return task;
}

core::Task<std::vector<Person>> LdapSource::search(std::string text, int limit) {
    return people(
        [this, text = std::move(text)](const LdapRoot& root) {
            return typedFilter(settings(), root.isActiveDirectory, text);
        },
        static_cast<std::size_t>(std::max(limit, 1)));
}

core::Task<void> LdapSource::everybody(std::function<void(Person)> each) {
    core::Promise<void> promise;
    auto task = promise.task();
    LdapQuestion question;
    question.filter = [this](const LdapRoot& root) {
        return peopleFilter(settings(), root.isActiveDirectory);
    };
    question.attributes = personAttributes(settings());
    question.most = 0;
    question.found = [this, each = std::move(each)](const LdapEntry& entry) {
        each(personOf(entry, settings()));
    };
    auto owner = std::make_shared<core::Owner>();
    promise.onCancel([owner] { owner->cancelAll(); });
    directory_.find(std::move(question))
        .then(*owner, [promise, owner](const core::Result<LdapFound>& found) {
            if (!found) return promise.settle(found.error());
            promise.settle({});
        });
    return task;
}

core::Task<ContactSource::Matches> LdapSource::withAddresses(std::vector<core::Address> addresses) {
    auto all = std::make_shared<Batches<core::Address>>();
    all->keys = std::move(addresses);
    auto task = all->promise.task();
    const Ask ask = [this](const std::vector<core::Address>& part) {
        return people(
            [this, part](const LdapRoot& root) {
                return allOf({peopleFilter(settings(), root.isActiveDirectory),
                              addressFilter(settings(), part)});
            },
            mostMatches);
    };
    askAddresses(all, owner_, ask, settings().presenceDomain);
    return task;
}

core::Task<ContactSource::Matches> LdapSource::withNumbers(std::vector<std::string> numbers) {
    auto search = std::make_shared<NumberSearch>();
    search->keys = std::move(numbers);
    auto task = search->promise.task();
    nextNumbers(search);
    return task;
}

void LdapSource::nextNumbers(const std::shared_ptr<NumberSearch>& search) {
    for (auto& match : search->found) search->matches.push_back(std::move(match));
    search->found.clear();
    if (search->isDone()) return search->promise.settle(std::move(search->matches));
    search->part = search->take();
    people(
        [this, part = search->part](const LdapRoot& root) {
            return allOf(
                {peopleFilter(settings(), root.isActiveDirectory), numberFilter(settings(), part)});
        },
        mostMatches)
        .then(owner_, [this, search](core::Result<std::vector<Person>> people) {
            if (!people) return search->promise.settle(people.error());
            search->found = matchNumbers(*people, search->part);
            askEveryNotation(search);
        });
}

void LdapSource::askEveryNotation(const std::shared_ptr<NumberSearch>& search) {
    std::vector<std::string> missing;
    for (std::size_t at = 0; at < search->part.size(); ++at) {
        if (!search->found[at] && missing.size() < mostSlow) missing.push_back(search->part[at]);
    }
    const auto filter = anyNotationFilter(settings(), missing);
    if (filter.empty()) return nextNumbers(search);
    people(
        [this, filter](const LdapRoot& root) {
            return allOf({peopleFilter(settings(), root.isActiveDirectory), filter});
        },
        mostMatches)
        .then(owner_, [this, search](core::Result<std::vector<Person>> people) {
            // The look through everybody is a help: where the directory refuses it, nobody is
            // found.
            if (!people) return nextNumbers(search);
            const auto slow = matchNumbers(*people, search->part);
            for (std::size_t at = 0; at < slow.size(); ++at) {
                if (!search->found[at]) search->found[at] = slow[at];
            }
            nextNumbers(search);
        });
}

core::Task<Photo> LdapSource::photo(Person person, std::string knownTag) {
    if (!person.photoUrl.empty()) return fetchPhoto(http_, person.photoUrl, knownTag);
    core::Promise<Photo> promise;
    auto task = promise.task();
    LdapQuestion question;
    question.base = person.key;
    question.filter = [](const LdapRoot&) { return std::string("(objectClass=*)"); };
    question.attributes = settings().attributes.photo;
    question.most = 1;
    directory_.find(std::move(question))
        .then(owner_, [this, promise, knownTag](core::Result<LdapFound> found) {
            if (!found) return promise.settle(found.error());
            std::string value;
            for (const auto& name : settings().attributes.photo) {
                if (value.empty() && !found->entries.empty()) {
                    value = found->entries.front().first(name);
                }
            }
            if (!value.starts_with("http://") && !value.starts_with("https://")) {
                return promise.settle(Photo{acceptedPhoto(std::move(value)), {}, false});
            }
            fetchPhoto(http_, value, knownTag).then(owner_, [promise](core::Result<Photo> fetched) {
                promise.settle(std::move(fetched));
            });
        });
    return task;
}

}  // namespace sidetone::directory
