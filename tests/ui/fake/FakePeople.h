// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/people/AddressBookControl.h"
#include "client/people/ContactListControl.h"
#include "client/people/PeopleControl.h"

namespace sidetone::test {

/// A directory that answers when the test says so, and a contact list that notes what was wanted.
class FakePeople final : public client::PeopleControl,
                         public client::ContactListControl,
                         public client::AddressBookControl {
public:
    using People = std::vector<directory::Person>;
    [[nodiscard]] std::size_t leastTyped() const override { return 3; }
    [[nodiscard]] core::Task<directory::FoundPeople> search(
        const std::string& text, int limit, directory::Resolver::SoFar soFar) override {
        static_cast<void>(limit);
        log.push_back("search " + text);
        soFar_ = std::move(soFar);
        ending_ = {};
        return ending_.task();
    }
    /// The search goes on: so many people are known now.
    void tell(const People& people) const { soFar_({people, {}, false}); }
    void finish(const directory::FoundPeople& found) const { ending_.settle(found); }
    [[nodiscard]] core::Task<std::optional<directory::Person>> resolve(
        const std::string& who) override {
        using Maybe = std::optional<directory::Person>;
        for (const auto& person : known_) {
            const auto& numbers = person.numbers;
            const bool fits = person.address.text() == who ||
                              std::find(numbers.begin(), numbers.end(), who) != numbers.end();
            if (fits) return core::Task<Maybe>::ready(Maybe(person));
        }
        return core::Task<Maybe>::ready(Maybe());
    }
    [[nodiscard]] std::optional<directory::Person> known(const core::Address&) override {
        return std::nullopt;
    }
    [[nodiscard]] core::Task<std::string> photo(const std::string& who) override {
        const auto found = photos.find(who);
        return core::Task<std::string>::ready(found == photos.end() ? std::string()
                                                                    : found->second);
    }
    [[nodiscard]] core::Task<client::DirectoryTest> test(const std::string& text) override {
        log.push_back("test " + text);
        return core::Task<client::DirectoryTest>::ready(answer);
    }
    [[nodiscard]] client::ContactListControl* contactList() override { return this; }
    [[nodiscard]] client::AddressBookControl* addressBooks() override { return this; }

    [[nodiscard]] std::vector<directory::BookState> states() override { return books; }
    [[nodiscard]] core::Task<std::vector<directory::BookState>> read() override {
        log.push_back("read");
        return core::Task<std::vector<directory::BookState>>::ready(books);
    }
    [[nodiscard]] core::Task<void> setPassword(core::Secret password) override {
        log.push_back(password.isEmpty() ? "no password" : "a password");
        return core::Task<void>::ready({});
    }

    [[nodiscard]] std::vector<client::OwnContact> own() const override { return written; }
    [[nodiscard]] std::vector<std::string> groups() const override { return order; }
    [[nodiscard]] std::string whyOnlyHere() const override { return why; }
    [[nodiscard]] core::Task<void> put(const core::Address& address, const std::string& name,
                                       const std::vector<std::string>& groups) override {
        auto line = "put " + address.text() + " " + name;
        for (const auto& group : groups) line += " [" + group + "]";
        log.push_back(line);
        return core::Task<void>::ready({});
    }
    [[nodiscard]] core::Task<void> remove(const core::Address& address) override {
        log.push_back("remove " + address.text());
        return core::Task<void>::ready({});
    }
    [[nodiscard]] core::Task<std::string> putOwn(const client::OwnContact& contact) override {
        auto kept = contact;
        if (kept.id.empty()) kept.id = "card-" + std::to_string(written.size() + 1);
        std::erase_if(written, [&](const auto& one) { return one.id == kept.id; });
        written.push_back(kept);
        log.push_back("own " + kept.person.name);
        return core::Task<std::string>::ready(kept.id);
    }
    [[nodiscard]] core::Task<void> removeOwn(const std::string& id) override {
        std::erase_if(written, [&](const auto& one) { return one.id == id; });
        return core::Task<void>::ready({});
    }
    [[nodiscard]] core::Task<void> arrange(const std::vector<std::string>& groups) override {
        order = groups;
        return core::Task<void>::ready({});
    }
    [[nodiscard]] core::Task<int> renameGroup(const std::string& from,
                                              const std::string& to) override {
        log.push_back("rename " + from + " " + to);
        return core::Task<int>::ready(0);
    }
    [[nodiscard]] core::Task<client::CardImport> importCards(
        const std::filesystem::path& file) override {
        log.push_back("import " + file.string());
        return core::Task<client::CardImport>::ready(client::CardImport{2, 1, {}});
    }
    [[nodiscard]] core::Task<int> exportCards(const std::filesystem::path&) override {
        return core::Task<int>::ready(static_cast<int>(written.size()));
    }

    void know(const People& people) { known_ = people; }
    std::map<std::string, std::string> photos;  ///< by number or address
    client::DirectoryTest answer;
    std::vector<directory::BookState> books;
    std::vector<client::OwnContact> written;
    std::vector<std::string> order;
    std::string why;
    std::vector<std::string> log;

private:
    People known_;
    directory::Resolver::SoFar soFar_;
    core::Promise<directory::FoundPeople> ending_;
};

}  // namespace sidetone::test
