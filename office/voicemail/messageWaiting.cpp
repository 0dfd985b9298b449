// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/voicemail/messageWaiting.h"

#include <string_view>

#include "office/servers/kamailioRpc.h"

namespace sidetone::office {
namespace {

/// Until the box says so anew, or the server is started again.
constexpr std::string_view lampLife = "86400";

std::string summaryOf(const Mailbox& box) {
    int unheard = 0;
    int heard = 0;
    for (const auto& voice : box.messages()) {
        if (!voice.isDeleted) ++(voice.isRead ? heard : unheard);
    }
    return std::string("Messages-Waiting: ") + (unheard > 0 ? "yes" : "no") +
           "\r\nVoice-Message: " + std::to_string(unheard) + "/" + std::to_string(heard) + "\r\n";
}

}  // namespace

core::Status tellMessageWaiting(const Layout& layout, const User& owner, const Mailbox& box) {
    // Each person's box has one publication, which the next one takes the place of; a point stands
    // for a value that is not given.
    return callKamailio(
        layout.path("kamailio"), "pua.send_publish",
        {"sip:" + owner.id + "@" + layout.domain, std::string(lampLife), "message-summary",
         "application/simple-message-summary", "box-" + owner.id, ".", ".", ".", summaryOf(box)});
}

}  // namespace sidetone::office
