// SPDX-License-Identifier: GPL-3.0-or-later
#include "telephony/accountOf.h"

#include <QUuid>

#include "core/text.h"

namespace sidetone::telephony {
namespace {

/// A name-based UUID (RFC 9562 5.5), so that the same device has the same id every time.
std::string stableInstance(const std::string& name) {
    static const QUuid space(QStringLiteral("6ba7b810-9dad-11d1-80b4-00c04fd430c8"));
    return QUuid::createUuidV5(space, QByteArray::fromStdString(name))
        .toString(QUuid::WithoutBraces)
        .toStdString();
}

}  // namespace

core::Result<sip::Account> accountOf(const LineSettings& settings, core::Random& random) {
    if (settings.servers.empty() || settings.domain.empty() || settings.user.empty()) {
        return core::fail(core::ErrorCode::InvalidInput, "Starting the phone",
                          "the settings name no call server, domain or number",
                          "Ask your administrator to assign a phone to you.");
    }
    sip::Account account;
    account.servers = settings.servers;
    account.firstSurvivable = settings.servers.size();
    account.servers.insert(account.servers.end(), settings.survivableSites.begin(),
                           settings.survivableSites.end());
    account.domain = core::lowerAscii(settings.domain);
    account.user = settings.user;
    account.displayName = settings.displayName;
    account.tokens = settings.tokens;
    account.authUser = settings.authName.empty() ? settings.user : settings.authName;
    account.password = settings.password;
    account.contactUser = settings.contactUser.empty() ? random.hex(8) : settings.contactUser;
    account.deviceName = settings.deviceName;
    account.instanceId =
        settings.instanceId.empty()
            ? stableInstance(settings.deviceName + " sip:" + settings.user + "@" + account.domain)
            : settings.instanceId;
    account.userAgent = "Sidetone/" SIDETONE_VERSION;
    account.route = settings.route;
    account.dscp = settings.signallingDscp;
    account.expires = settings.registerFor;
    account.keepAlive = settings.keepAlive;
    account.stableFor = settings.stableFor;
    return account;
}

}  // namespace sidetone::telephony
