// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/account/AccountMemory.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace sidetone::client {

namespace {

constexpr QLatin1String keepsPasswordName("keepsPassword");
constexpr QLatin1String phoneUserName("phoneUser");
constexpr QLatin1String usesSingleSignOnName("usesSingleSignOn");

std::string flagsFile(const core::Address& account) {
    return ProfileFolder::accountPart(account) + "/account.json";
}

std::string discoveryFile(const core::Address& account) {
    return ProfileFolder::accountPart(account) + "/discovery.json";
}

}  // namespace

AccountMemory AccountMemory::load(const ProfileFolder& files, const core::Address& account) {
    AccountMemory memory;
    if (const auto text = files.read(flagsFile(account))) {
        const auto flags = QJsonDocument::fromJson(QByteArray::fromStdString(*text)).object();
        memory.keepsPassword = flags.value(keepsPasswordName).toBool();
        memory.phoneUser = flags.value(phoneUserName).toString().toStdString();
        memory.usesSingleSignOn = flags.value(usesSingleSignOnName).toBool();
    }
    if (auto text = files.read(discoveryFile(account))) memory.discovery = std::move(*text);
    return memory;
}

core::Status AccountMemory::save(const ProfileFolder& files, const core::Address& account) const {
    const QJsonObject flags{{keepsPasswordName, keepsPassword},
                            {phoneUserName, QString::fromStdString(phoneUser)},
                            {usesSingleSignOnName, usesSingleSignOn}};
    auto written = files.write(flagsFile(account), QJsonDocument(flags).toJson().toStdString());
    if (!written) return written;
    if (discovery.empty()) {
        files.remove(discoveryFile(account));
        return {};
    }
    return files.write(discoveryFile(account), discovery);
}

}  // namespace sidetone::client
