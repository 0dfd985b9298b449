// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/AddressBookSource.h"

#include <optional>
#include <utility>

namespace sidetone::directory {

void AddressBookSource::withBook(Ready ready) {
    refresh([ready = std::move(ready)](const core::Result<Books>& books) {
        if (!books) return ready(books.error());
        // The people live as long as the books that they are a part of.
        ready(Book(*books, &(*books)->people));
    });
}

void AddressBookSource::refresh(BooksReady ready) {
    waiting_.push_back(std::move(ready));
    // Who asks while the files are looked at gets that look's answer.
    if (waiting_.size() > 1) return;
    auto read = std::make_shared<std::optional<core::Result<Books>>>();
    background_(
        [read, place = place_, before = books_] { read->emplace(readAddressBook(place, before)); },
        [this, read, alive = std::weak_ptr(alive_)] {
            if (!alive.expired() && *read) answered(std::move(**read));
        });
}

void AddressBookSource::answered(core::Result<Books> books) {
    books_ = books ? *books : nullptr;
    trouble_ = books ? std::nullopt : std::optional(books.error());
    // Whoever is answered may be the end of this source.
    for (const auto& ready : std::exchange(waiting_, {})) ready(books);
}

core::Task<void> AddressBookSource::read() {
    core::Promise<void> promise;
    auto task = promise.task();
    refresh([promise](const core::Result<Books>&) { promise.settle({}); });
    return task;
}

BookState AddressBookSource::state() const {
    BookState state;
    state.kind = "files";
    state.where = where();
    state.people = size();
    state.remarks = troubles();
    state.trouble = trouble_;
    return state;
}

std::vector<std::string> AddressBookSource::troubles() const {
    return books_ ? books_->troubles : std::vector<std::string>();
}

}  // namespace sidetone::directory
