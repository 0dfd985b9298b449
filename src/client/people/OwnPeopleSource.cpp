// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/people/OwnPeopleSource.h"

#include <algorithm>

#include "client/people/ownCards.h"

namespace sidetone::client {

using directory::Person;
using People = std::vector<Person>;

directory::AddressBook OwnPeopleSource::book() const {
    directory::AddressBook book;
    for (const auto& contact : own_()) book.add(cardOf(contact));
    book.settle();
    return book;
}

core::Task<People> OwnPeopleSource::search(std::string text, int limit) {
    auto own = book().search(text, static_cast<std::size_t>(std::max(limit, 1)));
    if (!addressBook_) return core::Task<People>::ready(std::move(own));
    core::Promise<People> promise;
    auto task = promise.task();
    addressBook_->search(std::move(text), limit)
        .then(owner_, [promise, own = std::move(own)](const core::Result<People>& others) {
            auto all = own;
            if (others) all.insert(all.end(), others->begin(), others->end());
            // Where nobody was written down, an address book that cannot be read is told.
            if (!others && own.empty()) return promise.settle(others.error());
            promise.settle(std::move(all));
        });
    return task;
}

core::Task<OwnPeopleSource::Matches> OwnPeopleSource::completed(Matches own,
                                                                core::Task<Matches> others) {
    core::Promise<Matches> promise;
    auto task = promise.task();
    std::move(others).then(
        owner_, [promise, own = std::move(own)](const core::Result<Matches>& found) {
            auto all = own;
            for (std::size_t at = 0; found && at < all.size() && at < found->size(); ++at) {
                if (!all[at]) all[at] = (*found)[at];
            }
            promise.settle(std::move(all));
        });
    return task;
}

core::Task<OwnPeopleSource::Matches> OwnPeopleSource::withAddresses(
    std::vector<core::Address> addresses) {
    const auto people = book();
    Matches own;
    for (const auto& address : addresses) own.push_back(people.withAddress(address));
    if (!addressBook_) return core::Task<Matches>::ready(std::move(own));
    return completed(std::move(own), addressBook_->withAddresses(std::move(addresses)));
}

core::Task<OwnPeopleSource::Matches> OwnPeopleSource::withNumbers(
    std::vector<std::string> numbers) {
    const auto people = book();
    Matches own;
    for (const auto& number : numbers) own.push_back(people.withNumber(number));
    if (!addressBook_) return core::Task<Matches>::ready(std::move(own));
    return completed(std::move(own), addressBook_->withNumbers(std::move(numbers)));
}

core::Task<directory::Photo> OwnPeopleSource::photo(Person person, std::string knownTag) {
    if (!addressBook_) return core::Task<directory::Photo>::ready(directory::Photo());
    return addressBook_->photo(std::move(person), std::move(knownTag));
}

}  // namespace sidetone::client
