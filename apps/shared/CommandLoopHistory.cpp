// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that bring a person's history to another device of theirs.
#include "shared/CommandLoop.h"
#include "shared/Json.h"

namespace sidetone::apps {

using namespace Qt::StringLiterals;
using messaging::HistoryTransferControl;

void CommandLoop::addHistoryTransferCommands() {
    using Act = std::function<void(HistoryTransferControl&, const QJsonObject&)>;
    const auto add = [this](const QString& name, Act act) {
        addCommand(name, [this, act](const QJsonObject& command) -> core::Result<QJsonObject> {
            auto* control = client_.historyTransfer();
            if (control == nullptr) {
                return core::fail(core::ErrorCode::Unavailable, "Moving the history",
                                  "nobody is signed in to chat", "Sign in first.");
            }
            act(*control, command);
            return toJson(control->state());
        });
    };
    const auto plain = [&add](const QString& name, void (HistoryTransferControl::*act)()) {
        add(name, [act](HistoryTransferControl& control, const QJsonObject&) { (control.*act)(); });
    };
    add(u"history-transfer"_s, [](HistoryTransferControl&, const QJsonObject&) {});
    plain(u"history-ask"_s, &HistoryTransferControl::ask);
    plain(u"history-allow"_s, &HistoryTransferControl::allow);
    plain(u"history-refuse"_s, &HistoryTransferControl::refuse);
    plain(u"history-cancel"_s, &HistoryTransferControl::cancel);
    add(u"history-code"_s, [](HistoryTransferControl& control, const QJsonObject& command) {
        control.enterCode(command.value(u"code"_s).toString().toStdString());
    });
}

}  // namespace sidetone::apps
