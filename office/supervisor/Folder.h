// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/Result.h"
#include "office/supervisor/Descriptor.h"

namespace sidetone::office {

/// The folder that holds all of an office: mode 0700, one office at a time.
class Folder {
public:
    /// Makes the folder if need be and locks it for as long as this object, or a process that
    /// was forked with it, lives. Fails with Busy where an office runs in it, with InvalidInput
    /// where its path is too long for the servers' sockets.
    [[nodiscard]] static core::Result<Folder> lock(const std::string& path);
    /// Whether an office runs in the folder.
    [[nodiscard]] static bool isLocked(const std::string& path);
    /// $SIDETONE_OFFICE_FOLDER, else $XDG_STATE_HOME/sidetone/office, else
    /// ~/.local/state/sidetone/office.
    [[nodiscard]] static std::string standard();
    /// What the folder's processes are marked with: twelve characters.
    [[nodiscard]] static std::string tag(std::string_view path);

    /// Writes the process number that others are told.
    [[nodiscard]] core::Status setOwner(int process) const;
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    Folder(std::string path, Descriptor lock) : path_(std::move(path)), lock_(std::move(lock)) {}

    std::string path_;
    Descriptor lock_;
};

}  // namespace sidetone::office
