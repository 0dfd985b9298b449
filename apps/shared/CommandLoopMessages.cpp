// SPDX-License-Identifier: GPL-3.0-or-later
// Commands on messages that are there: correct, answer, react, search, remove, save.
#include <QJsonArray>
#include <algorithm>

#include "client/Client.h"
#include "messaging/MessageControl.h"
#include "shared/CommandLoop.h"
#include "shared/Json.h"

namespace sidetone::apps {
namespace {

using namespace Qt::Literals::StringLiterals;
using core::ErrorCode;
using core::fail;
using core::Result;
using messaging::Message;
using messaging::MessageControl;

std::string textIn(const QJsonObject& command, const QString& name) {
    return command.value(name).toString().toStdString();
}

constexpr int mostCalls = 1'000;

std::int64_t messageIn(const QJsonObject& command) {
    return command.value(u"message"_s).toInteger();
}

messaging::ExportFormat formatIn(const QJsonObject& command) {
    const auto name = command.value(u"format"_s).toString();
    if (name == u"html"_s) return messaging::ExportFormat::Html;
    return name == u"json"_s ? messaging::ExportFormat::Json : messaging::ExportFormat::Text;
}

QJsonObject toJson(const messaging::FoundMessage& found) {
    auto json = apps::toJson(found.message);
    json.insert(u"conversation"_s, QString::fromStdString(found.conversation));
    QJsonArray matches;
    for (const auto& range : found.matches) {
        matches.append(
            QJsonObject{{u"begin"_s, qint64(range.begin)}, {u"length"_s, qint64(range.length)}});
    }
    json.insert(u"matches"_s, matches);
    return json;
}

/// The calls of the time that a page of messages covers, among them.
std::vector<Message> merged(std::vector<Message> messages, const std::vector<Message>& calls,
                            bool isNewest, bool isOldest) {
    const auto first = messages.empty() ? core::WallTime() : messages.front().time;
    const auto last = messages.empty() ? core::WallTime() : messages.back().time;
    for (const auto& call : calls) {
        if (!isOldest && call.time < first) continue;
        if (isNewest || call.time <= last) messages.push_back(call);
    }
    std::stable_sort(messages.begin(), messages.end(),
                     [](const auto& one, const auto& other) { return one.time < other.time; });
    return messages;
}

}  // namespace

void CommandLoop::answerHistory(const core::Address& peer, const QJsonObject& command,
                                std::vector<Message> messages, const Reply& reply) {
    const auto answer = [reply](const std::vector<Message>& all) {
        QJsonArray list;
        for (const auto& message : all) list.append(apps::toJson(message));
        reply(QJsonObject{{u"messages"_s, list}});
    };
    auto* chats = client_.chats();
    if (chats == nullptr || !command.value(u"calls"_s).toBool()) return answer(messages);
    const int limit = command.value(u"limit"_s).toInt(50);
    const bool isNewest = command.value(u"before"_s).toInteger(0) == 0;
    const bool isOldest = int(messages.size()) < limit;
    chats->calls(peer, core::WallTime::max(), mostCalls)
        .then(owner_,
              [=, messages = std::move(messages)](const Result<std::vector<Message>>& calls) {
                  if (!calls) return reply(calls.error());
                  answer(merged(messages, *calls, isNewest, isOldest));
              });
}

void CommandLoop::addMessageCommand(
    const QString& name,
    std::function<void(MessageControl&, const QJsonObject&, const Reply&)> run) {
    handlers_[name] = [this, run = std::move(run)](const QJsonObject& command, const Reply& reply) {
        auto* chats = client_.chats();
        if (chats == nullptr) {
            return reply(fail(ErrorCode::Unavailable, "There are no messages",
                              "nobody is signed in to chat", "Sign in first."));
        }
        run(*chats, command, reply);
    };
}

void CommandLoop::addMessageCommands() {
    const auto oneMessage = [this](core::Task<Message> task, const Reply& reply) {
        std::move(task).then(owner_, [reply](const Result<Message>& message) {
            if (!message) return reply(message.error());
            reply(apps::toJson(*message));
        });
    };
    addMessageCommand(u"correct"_s, [oneMessage](MessageControl& chats, const QJsonObject& command,
                                                 const Reply& reply) {
        oneMessage(chats.correct(messageIn(command), textIn(command, u"body"_s)), reply);
    });
    addMessageCommand(u"react"_s, [oneMessage](MessageControl& chats, const QJsonObject& command,
                                               const Reply& reply) {
        std::vector<std::string> emojis;
        for (const auto& emoji : command.value(u"emojis"_s).toArray()) {
            emojis.push_back(emoji.toString().toStdString());
        }
        oneMessage(chats.react(messageIn(command), emojis), reply);
    });
    addMessageCommand(u"resend"_s, [oneMessage](MessageControl& chats, const QJsonObject& command,
                                                const Reply& reply) {
        oneMessage(chats.resend(messageIn(command)), reply);
    });
    addMessageCommand(
        u"reply"_s,
        [this, oneMessage](MessageControl& chats, const QJsonObject& command, const Reply& reply) {
            const auto peer = core::Address::parse(textIn(command, u"peer"_s));
            if (!peer)
                return reply(fail(ErrorCode::InvalidInput, "Answering a message", "no peer"));
            oneMessage(chats.send(*peer, {textIn(command, u"body"_s), textIn(command, u"subject"_s),
                                          messageIn(command)}),
                       reply);
        });
    addHistoryCommands();
}

void CommandLoop::addHistoryCommands() {
    addMessageCommand(u"search-history"_s, [this](MessageControl& chats, const QJsonObject& command,
                                                  const Reply& reply) {
        messaging::HistoryQuery query;
        query.text = textIn(command, u"text"_s);
        if (const auto peer = core::Address::parse(textIn(command, u"peer"_s))) query.peer = *peer;
        query.before = command.value(u"before"_s).toInteger();
        query.limit = command.value(u"limit"_s).toInt(50);
        chats.search(query).then(
            owner_, [reply](const Result<std::vector<messaging::FoundMessage>>& found) {
                if (!found) return reply(found.error());
                QJsonArray messages;
                for (const auto& message : *found) messages.append(toJson(message));
                reply(QJsonObject{{u"messages"_s, messages}});
            });
    });
    addMessageCommand(
        u"older"_s, [this](MessageControl& chats, const QJsonObject& command, const Reply& reply) {
            const auto peer = core::Address::parse(textIn(command, u"peer"_s));
            if (!peer)
                return reply(fail(ErrorCode::InvalidInput, "Asking for messages", "no peer"));
            chats.fetchOlder(*peer).then(owner_, [reply](const Result<int>& count) {
                if (!count) return reply(count.error());
                reply(QJsonObject{{u"count"_s, *count}});
            });
        });
    addMessageCommand(
        u"draft"_s, [this](MessageControl& chats, const QJsonObject& command, const Reply& reply) {
            const auto peer = core::Address::parse(textIn(command, u"peer"_s));
            if (!peer) return reply(fail(ErrorCode::InvalidInput, "Keeping a draft", "no peer"));
            if (command.contains(u"body"_s)) chats.setDraft(*peer, textIn(command, u"body"_s));
            chats.draft(*peer).then(owner_, [reply](const Result<std::string>& text) {
                if (!text) return reply(text.error());
                reply(QJsonObject{{u"body"_s, QString::fromStdString(*text)}});
            });
        });
    addMessageCommand(
        u"remove"_s, [this](MessageControl& chats, const QJsonObject& command, const Reply& reply) {
            const auto peer = core::Address::parse(textIn(command, u"peer"_s));
            const auto id = messageIn(command);
            const bool isAll = command.value(u"all"_s).toBool();
            if (id == 0 && !peer && !isAll) {
                return reply(fail(ErrorCode::InvalidInput, "Removing", "neither message nor peer"));
            }
            auto task = id != 0 ? chats.remove(id)
                                : (peer ? chats.removeConversation(*peer) : chats.removeAll());
            std::move(task).then(owner_, [reply](const core::Status& done) {
                done ? reply(QJsonObject()) : reply(done.error());
            });
        });
    addSavingCommands();
}

void CommandLoop::addSavingCommands() {
    addMessageCommand(
        u"export"_s, [this](MessageControl& chats, const QJsonObject& command, const Reply& reply) {
            std::optional<core::Address> peer;
            if (const auto named = core::Address::parse(textIn(command, u"peer"_s))) peer = *named;
            chats.exportTo(peer, textIn(command, u"path"_s), formatIn(command))
                .then(owner_, [reply](const Result<int>& count) {
                    if (!count) return reply(count.error());
                    reply(QJsonObject{{u"count"_s, *count}});
                });
        });
    addMessageCommand(
        u"notices"_s, [](MessageControl& chats, const QJsonObject& command, const Reply& reply) {
            const auto peer = core::Address::parse(textIn(command, u"peer"_s));
            QJsonArray notices;
            for (const auto& sentence : chats.notices(peer ? *peer : core::Address())) {
                notices.append(QString::fromStdString(sentence));
            }
            reply(QJsonObject{{u"notices"_s, notices}});
        });
}

}  // namespace sidetone::apps
