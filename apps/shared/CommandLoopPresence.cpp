// SPDX-License-Identifier: GPL-3.0-or-later
// The commands about who may see and reach our person.
#include <QJsonArray>

#include "messaging/PrivacyControl.h"
#include "shared/CommandLoop.h"
#include "shared/Json.h"

namespace sidetone::apps {

using namespace Qt::StringLiterals;
using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

Result<core::Address> addressIn(const QJsonObject& command) {
    const auto text = command.value(u"address"_s).toString().toStdString();
    const auto address = core::Address::parse(text);
    if (!address) return fail(ErrorCode::InvalidInput, "Reading the address", text + " is none");
    return *address;
}

core::Error noChat(const char* tried) {
    return fail(ErrorCode::Unavailable, tried, "nobody is signed in to chat", "Sign in first.");
}

}  // namespace

void CommandLoop::addPrivacyCommands() {
    addCommand(u"blocked"_s, [this](const QJsonObject&) -> Result<QJsonObject> {
        auto* privacy = client_.privacy();
        if (privacy == nullptr) return noChat("Reading whom you block");
        QJsonArray list;
        for (const auto& one : privacy->blocked()) list.append(QString::fromStdString(one.text()));
        return QJsonObject{{u"blocked"_s, list},
                           {u"why_not"_s, QString::fromStdString(privacy->whyNot())}};
    });
    addCommand(u"presence-requests"_s, [this](const QJsonObject&) -> Result<QJsonObject> {
        auto* privacy = client_.privacy();
        if (privacy == nullptr) return noChat("Reading who asks to see you");
        QJsonArray list;
        for (const auto& one : privacy->requests()) {
            list.append(QJsonObject{{u"address"_s, QString::fromStdString(one.from.text())},
                                    {u"text"_s, QString::fromStdString(one.text)}});
        }
        return QJsonObject{{u"requests"_s, list}};
    });
    addCommand(u"answer-request"_s, [this](const QJsonObject& command) -> Result<QJsonObject> {
        auto* privacy = client_.privacy();
        if (privacy == nullptr) return noChat("Answering who asks to see you");
        const auto address = addressIn(command);
        if (!address) return address.error();
        privacy->answer(*address, command.value(u"may_watch"_s).toBool());
        return QJsonObject();
    });
    for (const bool blocks : {true, false}) {
        handlers_[blocks ? u"block"_s : u"unblock"_s] = [this, blocks](const QJsonObject& command,
                                                                       const Reply& reply) {
            auto* privacy = client_.privacy();
            if (privacy == nullptr) return reply(noChat("Blocking"));
            const auto address = addressIn(command);
            if (!address) return reply(address.error());
            (blocks ? privacy->block(*address) : privacy->unblock(*address))
                .then(owner_, [reply](const core::Status& done) {
                    if (!done) return reply(done.error());
                    reply(QJsonObject());
                });
        };
    }
}

}  // namespace sidetone::apps
