// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"
#include "voicemail/VoiceMessage.h"

namespace sidetone::voicemail {

/// The list of messages and the sounds that were fetched, in a folder of the account (mode 0700),
/// so that they are there without the server.
class VoiceCache {
public:
    explicit VoiceCache(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// What was kept last; nothing where there is none or it cannot be read.
    [[nodiscard]] std::vector<VoiceMessage> messages() const;
    /// Keeps the list, and removes the sounds of messages that are not in it.
    [[nodiscard]] core::Status keep(const std::vector<VoiceMessage>& messages) const;

    /// Where the sound of this message is; empty where it was not fetched.
    [[nodiscard]] std::filesystem::path sound(const std::string& id) const;
    [[nodiscard]] core::Result<std::filesystem::path> keepSound(const std::string& id,
                                                                std::string_view bytes) const;

private:
    [[nodiscard]] std::filesystem::path soundFile(const std::string& id) const;
    [[nodiscard]] core::Status write(const std::filesystem::path& file,
                                     std::string_view bytes) const;

    std::filesystem::path folder_;
};

}  // namespace sidetone::voicemail
