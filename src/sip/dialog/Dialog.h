// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "sip/message/Message.h"

namespace sidetone::sip {

/// Call-ID, local tag and remote tag name a dialog (RFC 3261 12).
struct DialogId {
    std::string callId;
    std::string localTag;
    std::string remoteTag;
    friend auto operator<=>(const DialogId&, const DialogId&) = default;
};

/// The state of one dialog, as a plain value (RFC 3261 12.1).
class Dialog {
public:
    /// 12.1.2: from our INVITE and a 1xx with a To tag, or a 2xx. BadAnswer without a tag, or
    /// without a readable Contact in a 2xx.
    static core::Result<Dialog> asCaller(const Request& invite, const Response& response);
    /// 12.1.1: from their INVITE and the tag that we give it. BadAnswer without a Contact.
    static core::Result<Dialog> asCalled(const Request& invite, std::string localTag);

    [[nodiscard]] const DialogId& id() const { return id_; }
    [[nodiscard]] const Uri& remoteTarget() const { return remoteTarget_; }
    [[nodiscard]] const NameAddress& remote() const { return remote_; }
    [[nodiscard]] const std::vector<std::string>& routeSet() const { return routeSet_; }
    [[nodiscard]] std::uint32_t localSequence() const { return localSequence_; }

    /// 12.2.1.1: a request within the dialog, numbered one up (an ACK takes the number of its
    /// INVITE from `number`). Via, Contact and body are the caller's to add.
    [[nodiscard]] Request makeRequest(std::string_view method,
                                      std::optional<std::uint32_t> number = std::nullopt);
    /// The next number for a repeated request (credentials added).
    [[nodiscard]] std::uint32_t nextSequence() { return ++localSequence_; }
    /// 12.2.2: false where the request is out of order (answer 500).
    [[nodiscard]] bool acceptSequence(const Request& request);
    /// Target refresh by a re-INVITE or its 2xx (12.2.1.2, 12.2.2).
    void refreshTarget(const Headers& headers);
    /// 13.2.2.4: the route set of the early dialog is computed anew from the 2xx.
    void confirm(const Response& response);

    /// The id that a message names, seen from here.
    [[nodiscard]] static DialogId idOfRequest(const Request& request);

private:
    DialogId id_;
    NameAddress local_;
    NameAddress remote_;
    Uri remoteTarget_;
    std::vector<std::string> routeSet_;
    std::uint32_t localSequence_ = 0;
    std::optional<std::uint32_t> remoteSequence_;
};

}  // namespace sidetone::sip
