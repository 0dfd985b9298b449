// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/cli/mailCommand.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>

#include "office/cli/commandLine.h"
#include "office/mail/MailStore.h"
#include "office/userstore/UserStore.h"

namespace sidetone::office {
namespace {

using namespace Qt::StringLiterals;

int list(const MailStore& mail) {
    for (const auto& item : mail.items()) {
        const auto* folder = mail.folder(item.folder);
        const QJsonObject line{
            {u"folder"_s, QString::fromStdString(folder != nullptr ? folder->name : "")},
            {u"class"_s, QString::fromStdString(item.itemClass)},
            {u"subject"_s, QString::fromStdString(item.subject)},
            {u"read"_s, item.isRead},
            {u"draft"_s, item.isDraft},
            {u"body"_s, QString::fromStdString(item.body)}};
        std::printf("%s\n", QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    }
    return 0;
}

}  // namespace

int runMail(const std::string& folder, const Arguments& arguments) {
    const auto layout = Layout::load(folder);
    if (!layout) return printError(layout.error());
    const auto users = UserStore::open(layout->userFile());
    if (!users) return printError(users.error());
    const auto* owner = (*users)->find(arguments.word(1));
    if (owner == nullptr) {
        return printError(core::fail(core::ErrorCode::NotFound,
                                     "Opening the mailbox of '" + arguments.word(1) + "'",
                                     "there is no such person", "See `user list`."));
    }
    const auto mail = MailStore::open(*layout, *owner);
    if (!mail) return printError(mail.error());
    if (arguments.word(2) == "list") return list(*mail);
    return printError(core::fail(core::ErrorCode::InvalidInput, "Reading the command 'mail'",
                                 "it is not complete or not known",
                                 "See `sidetone-office --help`."));
}

}  // namespace sidetone::office
