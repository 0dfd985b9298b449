// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/Clock.h"
#include "directory/carddav/CopiedBook.h"
#include "directory/vcard/AddressBook.h"

namespace sidetone::directory {

/// Our copies of the address books of one account.
struct Copies {
    std::string account;  ///< whose: the address and the user
    core::WallTime read{};
    std::vector<CopiedBook> books;
};

// Any thread.

/// For the disk.
[[nodiscard]] std::string textOf(const Copies& copies);
/// Nothing where it is not to be read.
[[nodiscard]] Copies copiesOf(std::string_view text);

/// The people of the copies, and what of them cannot be read.
struct CopiedPeople {
    std::shared_ptr<const AddressBook> people;
    std::vector<std::string> remarks;  ///< "anna.vcf: it holds no card"; 20 at most
};
[[nodiscard]] CopiedPeople peopleOf(const Copies& copies);
/// The same of cards without a name of their own; `name` is the book's.
void addCard(const std::string& text, const std::string& name, AddressBook& people,
             std::vector<std::string>& remarks);

}  // namespace sidetone::directory
