// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/Address.h"
#include "core/Result.h"

namespace sidetone::client {

/// The small text files of a profile (docs/files.md lists them all): never a secret in one.
/// Small enough to be read and written in place; each is written whole and then put in the old
/// one's place, with mode 0600.
class ProfileFolder {
public:
    explicit ProfileFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

    [[nodiscard]] const std::filesystem::path& path() const { return folder_; }
    /// "accounts/anna@office.example".
    [[nodiscard]] static std::string accountPart(const core::Address& account);

    /// NotFound where there is none; TooLarge over 4 MB.
    [[nodiscard]] core::Result<std::string> read(std::string_view name) const;
    /// Makes the folders on the way. Storage where the disk does not take it.
    [[nodiscard]] core::Status write(std::string_view name, std::string_view text) const;
    /// No error where there is none.
    void remove(std::string_view name) const;

private:
    std::filesystem::path folder_;
};

}  // namespace sidetone::client
