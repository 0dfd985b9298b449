// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/Secret.h"

namespace sidetone::mail {

/// How to get at the person's mailbox.
struct MailAccess {
    /// "https://mail.example.com/EWS/Exchange.asmx", also with http; empty: the domains are asked.
    std::string url;
    std::vector<std::string> domains;  ///< for autodiscover, in the order to be tried
    std::string address;               ///< the person's own, for autodiscover
    std::string user;
    std::optional<core::Secret> password;
};

/// What the organisation wants and the person may choose (SaveChatHistoryToExchangeOperationMode).
struct SavingRules {
    bool isOn = false;
    bool mayChoose = false;
    bool takesEncrypted = false;  ///< SaveEncryptedChatsToExchange
    /// No history may be kept at all: what waits goes (Disable_IM_History).
    bool forgets = false;
    std::string why;  ///< a sentence, where it is off
};

}  // namespace sidetone::mail
