// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "directory/ContactSource.h"
#include "directory/books/BookState.h"
#include "directory/vcard/AddressBook.h"

namespace sidetone::directory {

/// A source that has all its people in memory, as an address book: how that comes there is its
/// own matter. Protocol thread.
class BookSource : public ContactSource {
public:
    using Book = std::shared_ptr<const AddressBook>;
    using Ready = std::function<void(const core::Result<Book>&)>;

    [[nodiscard]] core::Task<std::vector<Person>> search(std::string text, int limit) override;
    [[nodiscard]] core::Task<Matches> withAddresses(std::vector<core::Address> addresses) override;
    [[nodiscard]] core::Task<Matches> withNumbers(std::vector<std::string> numbers) override;
    [[nodiscard]] core::Task<Photo> photo(Person person, std::string knownTag) override;
    [[nodiscard]] bool hasPhotos() const override { return true; }

    /// Reads now, whatever was before. Never fails: see state().
    [[nodiscard]] virtual core::Task<void> read() = 0;
    /// What came of the last reading.
    [[nodiscard]] virtual BookState state() const = 0;

protected:
    /// Gives the book as it is now; `ready` may be the end of this source.
    virtual void withBook(Ready ready) = 0;

private:
    template <class Value, class Answer>
    [[nodiscard]] core::Task<Value> ask(Answer answer);
};

}  // namespace sidetone::directory
