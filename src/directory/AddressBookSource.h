// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "directory/ContactSource.h"
#include "directory/vcard/readAddressBook.h"

namespace sidetone::directory {

/// The person's own address book as a contact source (DIR-16): a file or a folder of vCards, which
/// is read when the first question comes, and looked at for changes (by the files' times) at each
/// one. Nothing is written. Errors of its tasks: those of readAddressBook(); who was read before a
/// file went away is not known any more.
class AddressBookSource final : public ContactSource {
public:
    /// Runs the job on a thread that may block, then `done` on the protocol thread.
    using Background = std::function<void(std::function<void()> job, std::function<void()> done)>;

    AddressBookSource(AddressBookPlace place, Background background)
        : place_(std::move(place)), background_(std::move(background)) {}

    [[nodiscard]] core::Task<std::vector<Person>> search(std::string text, int limit) override;
    [[nodiscard]] core::Task<Matches> withAddresses(std::vector<core::Address> addresses) override;
    [[nodiscard]] core::Task<Matches> withNumbers(std::vector<std::string> numbers) override;
    [[nodiscard]] core::Task<Photo> photo(Person person, std::string knownTag) override;
    [[nodiscard]] bool hasPhotos() const override { return true; }
    [[nodiscard]] std::string where() const override { return place_.path.string(); }

    /// What of the files was left out when they were read last, and why.
    [[nodiscard]] std::vector<std::string> troubles() const;
    /// How many people were read last.
    [[nodiscard]] std::size_t size() const { return books_ ? books_->people.size() : 0; }

private:
    using Books = std::shared_ptr<const AddressBooks>;
    using Ready = std::function<void(const core::Result<Books>&)>;
    void refresh(Ready ready);
    void answered(core::Result<Books> books);
    template <class Value, class Answer>
    [[nodiscard]] core::Task<Value> ask(Answer answer);

    AddressBookPlace place_;
    Background background_;
    Books books_;
    std::vector<Ready> waiting_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace sidetone::directory
