// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/registration/Account.h"

#include "sip/transport/Flow.h"

namespace sidetone::sip {

Uri Account::addressOfRecord() const {
    Uri uri;
    uri.user = user;
    uri.host = domain;
    return uri;
}

NameAddress contactOn(const Account& account, const Flow& flow) {
    NameAddress contact;
    contact.uri.user = account.contactUser;
    const auto local = flow.local();
    const bool six = local.host.find(':') != std::string::npos;
    contact.uri.host = six ? "[" + local.host + "]" : local.host;
    contact.uri.port = local.port;
    contact.uri.parameters.set("transport", uriName(flow.transport()));
    return contact;
}

}  // namespace sidetone::sip
