// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/Result.h"
#include "directory/vcard/AddressBook.h"
#include "directory/vcard/readCards.h"

namespace sidetone::directory {

/// Where address books lie, and how much of it is read.
struct AddressBookPlace {
    std::filesystem::path path;  ///< a file, or a folder of *.vcf and *.vcard
    std::size_t mostFiles = 5'000;
    std::size_t mostBytes = 64U << 20U;  ///< of all files together
    int depth = 3;                       ///< folders below the folder
    VcardLimits limits{};
};

/// What was read of one file, and the state in which it was.
struct AddressBookFile {
    std::filesystem::file_time_type changed;
    std::uintmax_t bytes = 0;
    CardFile content;
};

/// All that was read, with what was left out.
struct AddressBooks {
    std::map<std::filesystem::path, std::shared_ptr<const AddressBookFile>> files;
    AddressBook people;
    std::vector<std::string> troubles;  ///< for people: "a.vcf, line 7: ..."; 100 at most
};

/// Reads the place, or of what was read before only the files whose time or size is another one;
/// gives `before` itself where nothing changed. It blocks: for a thread that may. A file that
/// cannot be read costs the others nothing. Errors: NotFound, where there is nothing at the path;
/// Storage where it cannot be listed.
[[nodiscard]] core::Result<std::shared_ptr<const AddressBooks>> readAddressBook(
    const AddressBookPlace& place, const std::shared_ptr<const AddressBooks>& before);

}  // namespace sidetone::directory
