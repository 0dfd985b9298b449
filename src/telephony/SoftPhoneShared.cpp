// SPDX-License-Identifier: GPL-3.0-or-later
// A line that other devices have too: what they hear of our calls, and a call of theirs that comes
// here.
#include "telephony/LineFeatures.h"
#include "telephony/PhoneCall.h"
#include "telephony/SoftPhone.h"

namespace sidetone::telephony {

std::vector<sip::LineDialog> SoftPhone::ownDialogs() const {
    std::vector<sip::LineDialog> dialogs;
    for (const auto& [id, call] : calls_) {
        const auto dialog = call->dialogId();
        if (call->isEnded() || !dialog) continue;
        const auto& info = call->info();
        const auto rendering = info.state == CallState::HeldHere ? sip::LineDialog::Rendering::Held
                                                                 : sip::LineDialog::Rendering::On;
        dialogs.push_back({dialog->localTag, *dialog, info.peerUri, info.peerName,
                           call->isConnected(), info.outgoing, rendering});
    }
    return dialogs;
}

core::Result<CallId> SoftPhone::callInPlace(const sip::Uri& target, const std::string& replaces) {
    if (!agent_ || lineState() != LineState::Registered) {
        return core::fail(core::ErrorCode::Unavailable, "Taking the call over",
                          "the phone is not registered at a call server",
                          "Look at the connection status for the reason.");
    }
    holdOthers(0);
    const auto id = ++lastId_;
    auto call = std::make_unique<PhoneCall>(*this, id);
    if (auto status = call->dial(target, {replaces, {}}); !status) return status.error();
    calls_.emplace(id, std::move(call));
    Q_EMIT callAdded(id);
    return id;
}

}  // namespace sidetone::telephony
