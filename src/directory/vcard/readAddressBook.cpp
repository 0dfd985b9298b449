// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/vcard/readAddressBook.h"

#include <algorithm>
#include <fstream>

#include "core/text.h"

namespace sidetone::directory {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t mostTroubles = 100;

struct Found {
    fs::file_time_type changed;
    std::uintmax_t bytes = 0;
};
using Listing = std::map<fs::path, Found>;

core::Error cannot(const fs::path& path, const std::error_code& why) {
    const bool isMissing = why == std::errc::no_such_file_or_directory;
    return core::fail(isMissing ? core::ErrorCode::NotFound : core::ErrorCode::Storage,
                      "Reading the address book " + path.string(), why.message(),
                      "Set LocalAddressBook to a folder or file of vCards, or leave it empty.");
}

bool isCardFile(const fs::path& path) {
    const auto ending = core::lowerAscii(path.extension().string());
    return ending == ".vcf" || ending == ".vcard";
}

void add(const fs::path& path, Listing& listing) {
    std::error_code why;
    // A pipe or a device would hold the reader for ever.
    if (!fs::is_regular_file(path, why) || why) return;
    Found found{fs::last_write_time(path, why), 0};
    if (!why) found.bytes = fs::file_size(path, why);
    if (!why) listing.emplace(path, found);
}

core::Result<Listing> list(const AddressBookPlace& place) {
    std::error_code why;
    const auto status = fs::status(place.path, why);
    if (why || status.type() == fs::file_type::not_found) {
        return cannot(place.path,
                      why ? why : make_error_code(std::errc::no_such_file_or_directory));
    }
    Listing listing;
    if (!fs::is_directory(status)) {
        add(place.path, listing);
        return listing;
    }
    auto each = fs::recursive_directory_iterator(
        place.path, fs::directory_options::skip_permission_denied, why);
    if (why) return cannot(place.path, why);
    for (const auto end = fs::recursive_directory_iterator(); each != end; each.increment(why)) {
        if (why) break;
        if (each.depth() >= place.depth) each.disable_recursion_pending();
        if (isCardFile(each->path())) add(each->path(), listing);
        if (listing.size() >= place.mostFiles) break;
    }
    return listing;
}

bool isUnchanged(const Listing& listing, const AddressBooks& before) {
    return std::equal(listing.begin(), listing.end(), before.files.begin(), before.files.end(),
                      [](const auto& now, const auto& then) {
                          return now.first == then.first &&
                                 now.second.changed == then.second->changed &&
                                 now.second.bytes == then.second->bytes;
                      });
}

CardFile failed(std::string why) {
    CardFile file;
    file.troubles.push_back({0, std::move(why)});
    return file;
}

CardFile contentOf(const fs::path& path, const Found& found, const VcardLimits& limits) {
    if (found.bytes > limits.fileBytes) return failed("the file is too large");
    std::ifstream file(path, std::ios::binary);
    std::string bytes(static_cast<std::size_t>(found.bytes), '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (file.bad() || !file.is_open()) return failed("the file cannot be read");
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    auto read = readCards(std::move(bytes), limits);
    return read ? std::move(*read) : failed(read.error().answer);
}

/// What was read of the file before, where it is the same still.
std::shared_ptr<const AddressBookFile> known(const std::shared_ptr<const AddressBooks>& before,
                                             const fs::path& path, const Found& found) {
    if (!before) return nullptr;
    const auto file = before->files.find(path);
    if (file == before->files.end()) return nullptr;
    const bool isSame =
        file->second->changed == found.changed && file->second->bytes == found.bytes;
    return isSame ? file->second : nullptr;
}

void take(AddressBooks& books, const fs::path& path, const AddressBookFile& file,
          std::size_t mostCards) {
    const auto tell = [&](std::string what) {
        if (books.troubles.size() < mostTroubles) books.troubles.push_back(std::move(what));
    };
    for (const auto& trouble : file.content.troubles) {
        const auto line = trouble.line == 0 ? "" : ", line " + std::to_string(trouble.line);
        tell(path.filename().string() + line + ": " + trouble.what);
    }
    for (const auto& card : file.content.cards) {
        if (books.people.size() >= mostCards) return tell("there are too many people");
        books.people.add(card);
    }
}

}  // namespace

core::Result<std::shared_ptr<const AddressBooks>> readAddressBook(
    const AddressBookPlace& place, const std::shared_ptr<const AddressBooks>& before) {
    const auto listing = list(place);
    if (!listing) return listing.error();
    if (before && isUnchanged(*listing, *before)) return before;
    auto books = std::make_shared<AddressBooks>();
    std::uintmax_t sum = 0;
    for (const auto& [path, found] : *listing) {
        auto& file = books->files[path];
        sum += found.bytes;
        file = known(before, path, found);
        if (!file) {
            auto content = sum > place.mostBytes ? failed("all files together are too large")
                                                 : contentOf(path, found, place.limits);
            file = std::make_shared<AddressBookFile>(
                AddressBookFile{found.changed, found.bytes, std::move(content)});
        }
        take(*books, path, *file, place.limits.cards);
    }
    books->people.settle();
    return std::shared_ptr<const AddressBooks>(std::move(books));
}

}  // namespace sidetone::directory
