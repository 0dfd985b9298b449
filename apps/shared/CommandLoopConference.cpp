// SPDX-License-Identifier: GPL-3.0-or-later
// Commands with calls of several people, and with the call server's services.
#include <QJsonArray>

#include "shared/CommandLoop.h"
#include "shared/Json.h"
#include "telephony/CallControl.h"

namespace sidetone::apps {

using core::Result;
using namespace Qt::StringLiterals;
using telephony::CallControl;
using telephony::CallId;

void CommandLoop::addConferenceCommands() {
    addCommand(u"conference"_s, [this](const QJsonObject& command) -> Result<QJsonObject> {
        if (client_.calls() == nullptr) return callOf({}).error();
        std::vector<CallId> members;
        for (const auto& member : command.value(u"calls"_s).toArray()) {
            members.push_back(static_cast<CallId>(member.toInteger()));
        }
        const auto done = client_.calls()->merge(members);
        if (!done) return done.error();
        return QJsonObject{};
    });
    addCallCommand(u"split"_s, [](CallControl& calls, CallId id, const QJsonObject&) {
        return calls.split(id);
    });
    addCallCommand(u"park"_s, [](CallControl& calls, CallId id, const QJsonObject&) {
        return calls.park(id);
    });
    // What is dialled for them is a call of its own.
    using Dial = Result<CallId> (CallControl::*)(const std::string&);
    const auto add = [this](const QString& name, const QString& field, Dial dial) {
        addCommand(name, [this, field, dial](const QJsonObject& command) -> Result<QJsonObject> {
            auto* calls = client_.calls();
            if (calls == nullptr) return callOf({}).error();
            const auto call = (calls->*dial)(command.value(field).toString().toStdString());
            if (!call) return call.error();
            return QJsonObject{{u"call"_s, qint64(*call)}};
        });
    };
    add(u"retrieve"_s, u"place"_s, &CallControl::retrieve);
    add(u"pickup"_s, u"from"_s, &CallControl::pickUp);
    add(u"forward-all"_s, u"target"_s, &CallControl::forwardAll);
}

}  // namespace sidetone::apps
