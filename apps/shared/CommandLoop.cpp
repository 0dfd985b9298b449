// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/CommandLoop.h"

#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTimer>

#include "media/AudioParameters.h"
#include "shared/Json.h"

namespace sidetone::apps {

using namespace Qt::StringLiterals;
using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

std::string field(const QJsonObject& command, const QString& name) {
    return command.value(name).toString().toStdString();
}

Result<core::Address> peerOf(const QJsonObject& command) {
    return core::Address::parse(field(command, u"peer"_s));
}

template <class Values>
QJsonArray arrayOf(const Values& values) {
    QJsonArray array;
    for (const auto& value : values) array.append(toJson(value));
    return array;
}

}  // namespace

CommandLoop::CommandLoop(client::Client& client, core::Clock& clock, Output output)
    : client_(client), output_(std::move(output)), feed_(client, clock, output_) {
    addSessionCommands();
    addPeopleCommands();
    addSearchCommands();
    addAddressBookCommands();
    addContactListCommands();
    addPrivacyCommands();
    addChatCommands();
    addRoomCommands();
    addMessageCommands();
    addEncryptionCommands();
    addHistoryTransferCommands();
    addFileCommands();
    addVoicemailCommands();
    addSavedChatCommands();
    addCallCommands();
    addQuestionCommands();
    addSettingsCommands();
    addReportCommands();
}

void CommandLoop::takeLine(const QByteArray& line) {
    if (line.trimmed().isEmpty()) return;
    QJsonParseError problem{};
    const auto document = QJsonDocument::fromJson(line, &problem);
    if (!document.isObject()) {
        answer({},
               fail(ErrorCode::InvalidInput, "Reading a command",
                    problem.error == QJsonParseError::NoError ? "it is no JSON object"
                                                              : problem.errorString().toStdString(),
                    "Write one JSON object on one line."));
        return;
    }
    const auto command = document.object();
    const auto id = command.value(u"id"_s);
    const auto name = command.value(u"command"_s).toString();
    const auto handler = handlers_.find(name);
    if (handler == handlers_.end()) {
        QStringList known;
        for (const auto& [each, run] : handlers_) known << each;
        answer(id,
               fail(ErrorCode::InvalidInput, "There is no command \"" + name.toStdString() + "\"",
                    {}, "Known are: " + known.join(u", "_s).toStdString() + "."));
        return;
    }
    handler->second(command, [this, id](const Result<QJsonObject>& result) { answer(id, result); });
}

void CommandLoop::addCommand(const QString& name,
                             std::function<Result<QJsonObject>(const QJsonObject&)> run) {
    handlers_[name] = [run = std::move(run)](const QJsonObject& command, const Reply& reply) {
        reply(run(command));
    };
}

void CommandLoop::answer(const QJsonValue& id, const Result<QJsonObject>& result) {
    QJsonObject line = result ? *result : QJsonObject();
    line.insert(u"id"_s, id);
    if (result) {
        line.insert(u"ok"_s, true);
    } else {
        line.insert(u"error"_s, toJson(result.error()));
    }
    output_(line);
}

void CommandLoop::addSessionCommands() {
    addCommand(u"signin"_s, [this](const QJsonObject& command) -> Result<QJsonObject> {
        const auto address = field(command, u"address"_s);
        client_.setRemember(command.value(u"remember"_s).toBool());
        const auto started =
            command.contains(u"password"_s)
                ? client_.signIn(address, core::Secret(field(command, u"password"_s)))
                : client_.signInAgain(address);
        if (!started) return started.error();
        return QJsonObject();
    });
    addCommand(u"signout"_s, [this](const QJsonObject&) -> Result<QJsonObject> {
        client_.signOut();
        return QJsonObject();
    });
    addCommand(u"status"_s, [this](const QJsonObject&) -> Result<QJsonObject> {
        QJsonObject json{{u"state"_s, nameOf(client_.state())},
                         {u"address"_s, QString::fromStdString(client_.self().text())},
                         {u"name"_s, QString::fromStdString(client_.selfName())},
                         {u"presence"_s, toJson(client_.presence())},
                         {u"services"_s, arrayOf(client_.services())}};
        if (const auto error = client_.error()) json.insert(u"failure"_s, toJson(*error));
        return json;
    });
    addCommand(u"trace"_s, [this](const QJsonObject&) -> Result<QJsonObject> {
        return QJsonObject{{u"trace"_s, toJson(client_.trace())}};
    });
    addCommand(u"quit"_s, [this](const QJsonObject&) -> Result<QJsonObject> {
        QMetaObject::invokeMethod(this, &CommandLoop::quitAsked, Qt::QueuedConnection);
        return QJsonObject();
    });
}

void CommandLoop::addPeopleCommands() {
    addCommand(u"presence"_s, [this](const QJsonObject& command) -> Result<QJsonObject> {
        if (command.contains(u"state"_s)) {
            const auto availability = availabilityOf(command.value(u"state"_s).toString());
            if (!availability) return availability.error();
            client_.setPresence({*availability, field(command, u"text"_s)});
        }
        return QJsonObject{{u"presence"_s, toJson(client_.presence())}};
    });
}

void CommandLoop::addChatCommands() {
    handlers_[u"chat"_s] = [this](const QJsonObject& command, const Reply& reply) {
        const auto peer = peerOf(command);
        if (!peer) return reply(peer.error());
        client_.sendMessage(*peer, field(command, u"body"_s))
            .then(owner_, [reply](Result<messaging::Message> message) {
                if (!message) return reply(message.error());
                reply(toJson(*message));
            });
    };
    handlers_[u"history"_s] = [this](const QJsonObject& command, const Reply& reply) {
        const auto peer = peerOf(command);
        if (!peer) return reply(peer.error());
        client_
            .messages(*peer, command.value(u"before"_s).toInteger(0),
                      command.value(u"limit"_s).toInt(50))
            .then(owner_,
                  [=, this, peer = *peer](Result<std::vector<messaging::Message>> messages) {
                      if (!messages) return reply(messages.error());
                      answerHistory(peer, command, std::move(*messages), reply);
                  });
    };
    handlers_[u"conversations"_s] = [this](const QJsonObject&, const Reply& reply) {
        client_.conversations().then(
            owner_, [reply](Result<std::vector<client::ConversationSummary>> summaries) {
                if (!summaries) return reply(summaries.error());
                reply(QJsonObject{{u"conversations"_s, arrayOf(*summaries)}});
            });
    };
    addCommand(u"chat-state"_s, [this](const QJsonObject& command) -> Result<QJsonObject> {
        const auto peer = peerOf(command);
        if (!peer) return peer.error();
        const auto state = chatStateOf(command.value(u"state"_s).toString());
        if (!state) return state.error();
        client_.sendChatState(*peer, *state);
        return QJsonObject();
    });
    addCommand(u"read"_s, [this](const QJsonObject& command) -> Result<QJsonObject> {
        const auto peer = peerOf(command);
        if (!peer) return peer.error();
        client_.markRead(*peer);
        return QJsonObject();
    });
}

Result<telephony::CallId> CommandLoop::callOf(const QJsonObject& command) const {
    if (client_.calls() == nullptr) {
        return fail(ErrorCode::Unavailable, "There is no phone service",
                    "the sign-in found none or is not over", "See the status command.");
    }
    if (command.contains(u"call"_s)) {
        return static_cast<telephony::CallId>(command.value(u"call"_s).toInteger());
    }
    for (const auto& call : client_.calls()->calls()) {
        if (call.state != telephony::CallState::Ended) return call.id;
    }
    return fail(ErrorCode::NotFound, "There is no call");
}

void CommandLoop::addCallCommand(
    const QString& name,
    std::function<core::Status(telephony::CallControl&, telephony::CallId, const QJsonObject&)>
        run) {
    addCommand(name,
               [this, run = std::move(run)](const QJsonObject& command) -> Result<QJsonObject> {
                   const auto call = callOf(command);
                   if (!call) return call.error();
                   const auto done = run(*client_.calls(), *call, command);
                   if (!done) return done.error();
                   return QJsonObject{{u"call"_s, qint64(*call)}};
               });
}

void CommandLoop::addCallCommands() {
    using telephony::CallControl;
    using telephony::CallId;
    addCommand(u"call"_s, [this](const QJsonObject& command) -> Result<QJsonObject> {
        if (client_.calls() == nullptr) return callOf({}).error();
        const auto call = client_.calls()->dial(field(command, u"target"_s));
        if (!call) return call.error();
        return QJsonObject{{u"call"_s, qint64(*call)}};
    });
    addCommand(u"calls"_s, [this](const QJsonObject&) -> Result<QJsonObject> {
        if (client_.calls() == nullptr) return QJsonObject{{u"calls"_s, QJsonArray()}};
        return QJsonObject{{u"calls"_s, arrayOf(client_.calls()->calls())}};
    });
    addCallCommand(u"answer"_s, [](CallControl& calls, CallId id, const QJsonObject& command) {
        if (command.contains(u"video"_s)) {
            const bool seen = command.value(u"video"_s).toBool();
            const auto set =
                calls.setVideo(id, seen ? telephony::OwnVideo::On : telephony::OwnVideo::Off);
            if (!set) return set;
        }
        return calls.answer(id);
    });
    addCallCommand(u"decline"_s, [](CallControl& calls, CallId id, const QJsonObject&) {
        return calls.decline(id);
    });
    addCallCommand(u"hangup"_s, [](CallControl& calls, CallId id, const QJsonObject&) {
        return calls.hangUp(id);
    });
    addCallCommand(u"hold"_s, [](CallControl& calls, CallId id, const QJsonObject&) {
        return calls.hold(id);
    });
    addCallCommand(u"resume"_s, [](CallControl& calls, CallId id, const QJsonObject&) {
        return calls.resume(id);
    });
    addCallCommand(u"mute"_s, [](CallControl& calls, CallId id, const QJsonObject& command) {
        return calls.setMuted(id, command.value(u"muted"_s).toBool(true));
    });
    addCallCommand(u"video"_s, [](CallControl& calls, CallId id, const QJsonObject& command) {
        const bool on = command.value(u"on"_s).toBool(true);
        return calls.setVideo(id, on ? telephony::OwnVideo::On : telephony::OwnVideo::Off);
    });
    addCommand(u"low-bandwidth"_s, [this](const QJsonObject& command) -> Result<QJsonObject> {
        if (client_.calls() == nullptr) return callOf({}).error();
        const bool low = command.value(u"on"_s).toBool(true);
        client_.calls()->setSoundBandwidth(low ? media::SoundBandwidth::Low
                                               : media::SoundBandwidth::Normal);
        return QJsonObject{{u"on"_s, low}};
    });
    addCallCommand(u"digits"_s, [](CallControl& calls, CallId id, const QJsonObject& command) {
        return calls.sendDigits(id, field(command, u"digits"_s));
    });
    addCameraCommands();
    addTransferCommands();
    addPhoneFeatureCommands();
    handlers_[u"call-history"_s] = [this](const QJsonObject& command, const Reply& reply) {
        client_.callHistory(command.value(u"limit"_s).toInt(50))
            .then(owner_, [reply](Result<std::vector<client::CallRecord>> records) {
                if (!records) return reply(records.error());
                reply(QJsonObject{{u"records"_s, arrayOf(*records)}});
            });
    };
}

void leavePolitely(client::Client& client) {
    client.signOut();
    if (!client.isLeaving()) return;
    QEventLoop loop;
    QObject::connect(&client, &client::Client::left, &loop, &QEventLoop::quit);
    QTimer::singleShot(2'000, &loop, &QEventLoop::quit);
    loop.exec();
}

}  // namespace sidetone::apps
