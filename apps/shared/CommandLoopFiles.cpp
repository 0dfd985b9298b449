// SPDX-License-Identifier: GPL-3.0-or-later
// Commands on files: send, take, decline, cancel, list.
#include <QJsonArray>

#include "client/Client.h"
#include "messaging/FileControl.h"
#include "shared/CommandLoop.h"
#include "shared/Json.h"

namespace sidetone::apps {
namespace {

using namespace Qt::Literals::StringLiterals;
using core::fail;
using core::Result;
using messaging::FileControl;
using messaging::Message;

constexpr int mostListed = 1'000;

std::string textIn(const QJsonObject& command, const QString& name) {
    return command.value(name).toString().toStdString();
}

}  // namespace

void CommandLoop::addFileCommand(
    const QString& name, std::function<void(FileControl&, const QJsonObject&, const Reply&)> run) {
    handlers_[name] = [this, run = std::move(run)](const QJsonObject& command, const Reply& reply) {
        auto* files = client_.files();
        if (files == nullptr) {
            return reply(fail(core::ErrorCode::Unavailable, "There are no files",
                              "nobody is signed in to chat", "Sign in first."));
        }
        run(*files, command, reply);
    };
}

void CommandLoop::addOneFileCommand(const QString& name, void (FileControl::*act)(std::int64_t)) {
    addFileCommand(name, [act](FileControl& files, const QJsonObject& command, const Reply& reply) {
        const auto message = command.value(u"message"_s).toInteger();
        (files.*act)(message);
        reply(QJsonObject{{u"message"_s, message}});
    });
}

void CommandLoop::addFileCommands() {
    addFileCommand(u"send-file"_s,
                   [this](FileControl& files, const QJsonObject& command, const Reply& reply) {
                       const auto peer = core::Address::parse(textIn(command, u"peer"_s));
                       if (!peer) return reply(peer.error());
                       files.send(*peer, textIn(command, u"path"_s))
                           .then(owner_, [reply](const Result<Message>& message) {
                               if (!message) return reply(message.error());
                               reply(apps::toJson(*message));
                           });
                   });
    addFileCommand(u"file-ways"_s, [](FileControl& files, const QJsonObject& command,
                                      const Reply& reply) {
        const auto peer = core::Address::parse(textIn(command, u"peer"_s));
        if (!peer) return reply(peer.error());
        const auto sentence = [](const std::string& text) { return QString::fromStdString(text); };
        reply(QJsonObject{{u"why_not"_s, sentence(files.whyNot(*peer))},
                          {u"why_not_direct"_s, sentence(files.whyNotDirect(*peer))},
                          {u"why_not_capture"_s, sentence(files.whyNotCapture(*peer))},
                          {u"folder"_s, sentence(files.folder().string())}});
    });
    handlers_[u"files"_s] = [this](const QJsonObject& command, const Reply& reply) {
        const auto peer = core::Address::parse(textIn(command, u"peer"_s));
        if (!peer) return reply(peer.error());
        client_.messages(*peer, 0, mostListed)
            .then(owner_, [reply](const Result<std::vector<Message>>& messages) {
                if (!messages) return reply(messages.error());
                QJsonArray listed;
                for (const auto& message : *messages) {
                    if (message.attachment) listed.append(apps::toJson(message));
                }
                reply(QJsonObject{{u"messages"_s, listed}});
            });
    };
    addOneFileCommand(u"file-accept"_s, &FileControl::accept);
    addOneFileCommand(u"file-decline"_s, &FileControl::decline);
    addOneFileCommand(u"file-cancel"_s, &FileControl::cancel);
    addOneFileCommand(u"file-retry"_s, &FileControl::retry);
}

}  // namespace sidetone::apps
