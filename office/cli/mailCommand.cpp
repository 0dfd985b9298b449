// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/cli/mailCommand.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>

#include "office/cli/BoxOwner.h"
#include "office/cli/commandLine.h"
#include "office/mail/MailStore.h"

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
    const auto owner = BoxOwner::find(folder, arguments.word(1));
    if (!owner) return printError(owner.error());
    const auto mail = MailStore::open(owner->layout, *owner->person);
    if (!mail) return printError(mail.error());
    if (arguments.word(2) == "list") return list(*mail);
    return printError(core::fail(core::ErrorCode::InvalidInput, "Reading the command 'mail'",
                                 "it is not complete or not known",
                                 "See `sidetone-office --help`."));
}

}  // namespace sidetone::office
