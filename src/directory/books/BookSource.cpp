// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/books/BookSource.h"

#include <algorithm>

namespace sidetone::directory {

template <class Value, class Answer>
core::Task<Value> BookSource::ask(Answer answer) {
    core::Promise<Value> promise;
    auto task = promise.task();
    withBook([promise, answer = std::move(answer)](const core::Result<Book>& book) {
        if (!book) return promise.settle(book.error());
        promise.settle(answer(**book));
    });
    return task;
}

core::Task<std::vector<Person>> BookSource::search(std::string text, int limit) {
    return ask<std::vector<Person>>([text = std::move(text), limit](const AddressBook& people) {
        return people.search(text, static_cast<std::size_t>(std::max(limit, 1)));
    });
}

core::Task<ContactSource::Matches> BookSource::withAddresses(std::vector<core::Address> addresses) {
    return ask<Matches>([addresses = std::move(addresses)](const AddressBook& people) {
        Matches matches;
        for (const auto& address : addresses) matches.push_back(people.withAddress(address));
        return matches;
    });
}

core::Task<ContactSource::Matches> BookSource::withNumbers(std::vector<std::string> numbers) {
    return ask<Matches>([numbers = std::move(numbers)](const AddressBook& people) {
        Matches matches;
        for (const auto& number : numbers) matches.push_back(people.withNumber(number));
        return matches;
    });
}

core::Task<Photo> BookSource::photo(Person person, std::string) {
    return ask<Photo>([key = std::move(person.key)](const AddressBook& people) {
        return Photo{people.photo(key), {}, false};
    });
}

}  // namespace sidetone::directory
