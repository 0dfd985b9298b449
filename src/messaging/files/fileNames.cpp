// SPDX-License-Identifier: GPL-3.0-or-later
#include "messaging/files/fileNames.h"

#include <fcntl.h>
#include <stdio.h>

#include <cerrno>
#include <cstring>

#include "core/text.h"

namespace sidetone::messaging {
namespace {

constexpr std::size_t longestName = 180;
constexpr std::size_t longestExtension = 20;
constexpr int mostCopies = 10'000;

/// Marks that turn the direction of writing make "gpj.exe" look like "exe.jpg"; others are not
/// seen at all. Each has three bytes in UTF-8.
bool isInvisible(std::string_view three) {
    static constexpr std::string_view marks[] = {
        "\u200B", "\u200C", "\u200D", "\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202D",
        "\u202E", "\u2028", "\u2029", "\u2066", "\u2067", "\u2068", "\u2069", "\uFEFF"};
    for (const auto mark : marks) {
        if (three == mark) return true;
    }
    return false;
}

std::string visible(std::string_view name) {
    std::string text;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const auto byte = static_cast<unsigned char>(name[i]);
        if (byte < 0x20 || byte == 0x7F) continue;
        if (byte == 0xC2 && i + 1 < name.size() && static_cast<unsigned char>(name[i + 1]) < 0xA0) {
            ++i;
            continue;
        }
        if (isInvisible(name.substr(i, 3))) {
            i += 2;
            continue;
        }
        text += name[i];
    }
    return text;
}

/// Where the last extension begins, at its dot; the name's end where it has none.
std::size_t extensionAt(std::string_view name) {
    const auto dot = name.rfind('.');
    const bool isNone = dot == std::string_view::npos || dot == 0;
    return isNone || name.size() - dot > longestExtension ? name.size() : dot;
}

void shorten(std::string& text, std::size_t bytes) {
    if (text.size() <= bytes) return;
    while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
    text.resize(bytes);
}

std::string_view withoutEnd(std::string_view name) {
    const auto last = name.find_last_not_of(" .");
    return last == std::string_view::npos ? std::string_view() : name.substr(0, last + 1);
}

}  // namespace

std::string safeName(std::string_view name) {
    const auto slash = name.find_last_of("/\\");
    if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
    if (!core::isValidUtf8(name)) return "file";
    const auto clean = visible(name);
    std::string_view rest = withoutEnd(clean);
    const auto first = rest.find_first_not_of(" .~");
    if (first == std::string_view::npos) return "file";
    rest.remove_prefix(first);
    const auto dot = extensionAt(rest);
    std::string stem(rest.substr(0, dot));
    const std::string extension(rest.substr(dot));
    shorten(stem, longestName - extension.size());
    return stem + extension;
}

std::string extensionOf(std::string_view name) {
    const auto clean = visible(name);
    const auto rest = withoutEnd(clean);
    const auto dot = rest.rfind('.');
    if (dot == std::string_view::npos) return {};
    return core::lowerAscii(rest.substr(dot + 1));
}

bool isRefusedType(std::string_view name, const std::vector<std::string>& refused) {
    const auto extension = extensionOf(name);
    if (extension.empty()) return false;
    for (const auto& entry : refused) {
        for (auto word : core::split(entry, ';')) {
            word = core::trim(word);
            const auto start = word.find_first_not_of("*.");
            if (start == std::string_view::npos) continue;
            if (core::lowerAscii(word.substr(start)) == extension) return true;
        }
    }
    return false;
}

core::Result<std::filesystem::path> moveInto(const std::filesystem::path& folder,
                                             const std::string& name,
                                             const std::filesystem::path& from) {
    const auto dot = extensionAt(name);
    for (int copy = 1; copy < mostCopies; ++copy) {
        const auto number = copy == 1 ? std::string() : " (" + std::to_string(copy) + ")";
        const auto target = folder / (name.substr(0, dot) + number + name.substr(dot));
        if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) == 0) {
            return target;
        }
        if (errno == EEXIST) continue;
        return core::fail(core::ErrorCode::Storage, "Keeping " + name, std::strerror(errno),
                          "Choose another folder for received files.");
    }
    return core::fail(core::ErrorCode::Storage, "Keeping " + name, "the name is taken");
}

}  // namespace sidetone::messaging
