// SPDX-License-Identifier: GPL-3.0-or-later
// Commands with several calls: swap and transfer.
#include <optional>

#include "shared/CommandLoop.h"
#include "shared/Json.h"
#include "telephony/CallControl.h"

namespace sidetone::apps {

using core::ErrorCode;
using core::fail;
using namespace Qt::StringLiterals;
using telephony::Call;
using telephony::CallControl;
using telephony::CallId;
using telephony::CallState;

namespace {

/// The newest call besides `id` that is in one of these states.
std::optional<CallId> other(const CallControl& calls, CallId id,
                            std::initializer_list<CallState> states) {
    std::optional<CallId> found;
    for (const Call& call : calls.calls()) {
        if (call.id == id) continue;
        for (const auto state : states) {
            if (call.state == state) found = call.id;
        }
    }
    return found;
}

core::Status transfer(CallControl& calls, CallId id, const QJsonObject& command) {
    const auto target = command.value(u"target"_s).toString().toStdString();
    if (!target.empty()) return calls.transfer(id, target);
    if (command.contains(u"with"_s)) {
        return calls.completeTransfer(id,
                                      static_cast<CallId>(command.value(u"with"_s).toInteger()));
    }
    const auto second = other(calls, id,
                              {CallState::Connected, CallState::HeldHere, CallState::HeldThere,
                               CallState::Dialling, CallState::Ringing});
    if (!second) {
        return fail(ErrorCode::InvalidInput, "Transferring the call",
                    "neither a target nor a second call is there",
                    "Name a target, or call somebody first.");
    }
    return calls.completeTransfer(id, *second);
}

}  // namespace

void CommandLoop::addTransferCommands() {
    addConferenceCommands();
    addCallCommand(u"transfer"_s, [](CallControl& calls, CallId id, const QJsonObject& command) {
        return transfer(calls, id, command);
    });
    addCommand(u"swap"_s, [this](const QJsonObject&) -> core::Result<QJsonObject> {
        if (client_.calls() == nullptr) return callOf({}).error();
        const auto held = other(*client_.calls(), 0, {CallState::HeldHere});
        if (!held) return fail(ErrorCode::NotFound, "Swapping calls", "no call is on hold here");
        if (auto status = client_.calls()->resume(*held); !status) return status.error();
        return QJsonObject{{u"call"_s, qint64(*held)}};
    });
}

}  // namespace sidetone::apps
