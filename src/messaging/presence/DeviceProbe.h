// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "core/Task.h"
#include "xmpp/Extensions.h"

namespace sidetone::messaging {

/// Asks a device of somebody whether it is there, by asking what it can (XEP-0030): where its
/// server knows no such device, that answers in its place (RFC 6121 8.5.3.2.3), and the device is
/// taken out of what is known as present. A node that died without a word leaves such devices
/// behind: no server tells those whose own node lives that they are gone. Protocol thread.
class DeviceProbe {
public:
    enum class Answer {
        Confirms,  ///< it is there, and answers receipts (XEP-0184)
        Silent,    ///< it is there, and does not
        Gone,
        Unknown,  ///< no answer in time, or one that says neither
    };
    DeviceProbe(xmpp::PresenceTracker& tracker, xmpp::DiscoClient& disco)
        : tracker_(tracker), disco_(disco) {}

    /// Who hears of each device that was found to be gone.
    void setFoundGone(std::function<void()> foundGone) { foundGone_ = std::move(foundGone); }
    /// `device` is a full address. Never an error.
    [[nodiscard]] core::Task<Answer> ask(const std::string& device);

private:
    [[nodiscard]] Answer read(const std::string& device, const core::Result<xmpp::DiscoInfo>& info);

    xmpp::PresenceTracker& tracker_;
    xmpp::DiscoClient& disco_;
    std::function<void()> foundGone_;
    core::Owner owner_;
};

}  // namespace sidetone::messaging
