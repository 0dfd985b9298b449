// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "directory/books/Background.h"
#include "directory/books/BookSource.h"
#include "directory/vcard/readAddressBook.h"

namespace sidetone::directory {

/// The person's own address book as a contact source (DIR-16): a file or a folder of vCards, which
/// is read when the first question comes, and looked at for changes (by the files' times) at each
/// one. Nothing is written. Errors of its tasks: those of readAddressBook(); who was read before a
/// file went away is not known any more.
class AddressBookSource final : public BookSource {
public:
    AddressBookSource(AddressBookPlace place, Background background)
        : place_(std::move(place)), background_(std::move(background)) {}

    [[nodiscard]] std::string where() const override { return place_.path.string(); }
    [[nodiscard]] core::Task<void> read() override;
    [[nodiscard]] BookState state() const override;

    /// What of the files was left out when they were read last, and why.
    [[nodiscard]] std::vector<std::string> troubles() const;
    /// How many people were read last.
    [[nodiscard]] std::size_t size() const { return books_ ? books_->people.size() : 0; }

private:
    using Books = std::shared_ptr<const AddressBooks>;
    using BooksReady = std::function<void(const core::Result<Books>&)>;
    void withBook(Ready ready) override;
    void refresh(BooksReady ready);
    void answered(core::Result<Books> books);

    AddressBookPlace place_;
    Background background_;
    Books books_;
    std::optional<core::Error> trouble_;
    std::vector<BooksReady> waiting_;
    std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace sidetone::directory
