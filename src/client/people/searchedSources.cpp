// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/people/searchedSources.h"

#include <algorithm>

#include "core/text.h"

namespace sidetone::client {
namespace {

using directory::ContactSource;
using directory::Person;
using People = std::vector<Person>;

class RosterSource final : public ContactSource {
public:
    explicit RosterSource(std::function<std::vector<messaging::Contact>()> contacts)
        : contacts_(std::move(contacts)) {}
    core::Task<People> search(std::string text, int limit) override {
        const auto folded = core::foldCase(core::trim(text));
        People people;
        for (const auto& contact : contacts_()) {
            if (people.size() >= static_cast<std::size_t>(limit)) break;
            if (!matches(contact, folded)) continue;
            auto& person = people.emplace_back();
            person.name = contact.name;
            person.address = contact.address;
        }
        return core::Task<People>::ready(std::move(people));
    }
    [[nodiscard]] std::string where() const override { return "contact list"; }

private:
    std::function<std::vector<messaging::Contact>()> contacts_;
};

class KeptSource final : public ContactSource {
public:
    explicit KeptSource(const directory::CachedSource& source) : source_(source) {}
    core::Task<People> search(std::string text, int limit) override {
        return core::Task<People>::ready(
            source_.known(std::string(core::trim(text)), static_cast<std::size_t>(limit)));
    }
    [[nodiscard]] std::string where() const override { return "this computer"; }

private:
    const directory::CachedSource& source_;
};

class WatchedSource final : public ContactSource {
public:
    using Judge = std::function<void(const std::string&, const std::optional<core::Error>&)>;
    WatchedSource(directory::CachedSource& source, Judge judge)
        : source_(source), judge_(std::move(judge)) {}
    core::Task<People> search(std::string text, int limit) override {
        core::Promise<People> promise;
        auto task = promise.task();
        auto owner = std::make_shared<core::Owner>();
        promise.onCancel([owner] { owner->cancelAll(); });
        source_.search(text, limit)
            .then(*owner, [promise, owner, text, judge = judge_](core::Result<People> people) {
                judge(text, people ? std::nullopt : std::optional(people.error()));
                promise.settle(std::move(people));
            });
        return task;
    }
    [[nodiscard]] std::string where() const override { return source_.where(); }

private:
    directory::CachedSource& source_;
    Judge judge_;
};

}  // namespace

bool matches(const messaging::Contact& contact, const std::string& folded) {
    if (contact.address.text().starts_with(folded)) return true;
    const auto name = core::foldCase(contact.name);
    for (auto at = name.find(folded); at != std::string::npos; at = name.find(folded, at + 1)) {
        if (at == 0 || name[at - 1] == ' ' || name[at - 1] == '-') return true;
    }
    return false;
}

std::unique_ptr<ContactSource> makeRosterSource(
    std::function<std::vector<messaging::Contact>()> contacts) {
    return std::make_unique<RosterSource>(std::move(contacts));
}

std::unique_ptr<ContactSource> makeKeptSource(const directory::CachedSource& source) {
    return std::make_unique<KeptSource>(source);
}

std::unique_ptr<ContactSource> makeWatchedSource(
    directory::CachedSource& source,
    std::function<void(const std::string&, const std::optional<core::Error>&)> judge) {
    return std::make_unique<WatchedSource>(source, std::move(judge));
}

}  // namespace sidetone::client
