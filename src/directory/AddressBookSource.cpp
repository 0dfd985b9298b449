// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/AddressBookSource.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace sidetone::directory {

template <class Value, class Answer>
core::Task<Value> AddressBookSource::ask(Answer answer) {
    core::Promise<Value> promise;
    auto task = promise.task();
    refresh([promise, answer = std::move(answer)](const core::Result<Books>& books) {
        if (!books) return promise.settle(books.error());
        promise.settle(answer((*books)->people));
    });
    return task;
}

void AddressBookSource::refresh(Ready ready) {
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
    // Whoever is answered may be the end of this source.
    for (const auto& ready : std::exchange(waiting_, {})) ready(books);
}

core::Task<std::vector<Person>> AddressBookSource::search(std::string text, int limit) {
    return ask<std::vector<Person>>([text = std::move(text), limit](const AddressBook& people) {
        return people.search(text, static_cast<std::size_t>(std::max(limit, 1)));
    });
}

core::Task<ContactSource::Matches> AddressBookSource::withAddresses(
    std::vector<core::Address> addresses) {
    return ask<Matches>([addresses = std::move(addresses)](const AddressBook& people) {
        Matches matches;
        for (const auto& address : addresses) matches.push_back(people.withAddress(address));
        return matches;
    });
}

core::Task<ContactSource::Matches> AddressBookSource::withNumbers(
    std::vector<std::string> numbers) {
    return ask<Matches>([numbers = std::move(numbers)](const AddressBook& people) {
        Matches matches;
        for (const auto& number : numbers) matches.push_back(people.withNumber(number));
        return matches;
    });
}

core::Task<Photo> AddressBookSource::photo(Person person, std::string) {
    return ask<Photo>([key = std::move(person.key)](const AddressBook& people) {
        return Photo{people.photo(key), {}, false};
    });
}

std::vector<std::string> AddressBookSource::troubles() const {
    return books_ ? books_->troubles : std::vector<std::string>();
}

}  // namespace sidetone::directory
