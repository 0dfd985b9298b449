// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"
#include "voicemail/VoiceMessage.h"

// The documents of Unity Connection's messaging interface (voicemail contract 1.2 to 1.4). Roots
// and depth are not looked at, unknown fields are left out. BadAnswer for what cannot be read.

namespace sidetone::voicemail {

/// What says whether a folder has changed since.
struct FolderState {
    std::uint64_t count = 0;
    std::uint64_t usn = 0;  ///< rises with each change; 0 where the server does not tell

    friend bool operator==(const FolderState&, const FolderState&) = default;
};
[[nodiscard]] core::Result<FolderState> readFolder(std::string_view document);

/// One page of a folder. Faxes, mails and receipts are left out; `rows` counts them too.
struct MessagePage {
    std::vector<VoiceMessage> messages;
    std::uint64_t total = 0;  ///< on all pages
    std::uint64_t rows = 0;   ///< on this one
};
[[nodiscard]] core::Result<MessagePage> readMessages(std::string_view document);

/// The same list as a document, for keeping it.
[[nodiscard]] std::string writeMessages(const std::vector<VoiceMessage>& messages);

/// Where a message's sound is: the path of its first attachment of an audio type, below /vmrest/.
/// Empty where there is none.
[[nodiscard]] core::Result<std::string> readSoundPath(std::string_view document);

/// "10.5.2"; empty where the document says none.
[[nodiscard]] std::string readVersion(std::string_view document);

/// What a refusal says: its sentence, or its code, for people; empty where it is no RestError.
[[nodiscard]] std::string readRefusal(std::string_view document);

}  // namespace sidetone::voicemail
