// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/XmlElement.h"
#include "office/contracts/ContractModule.h"
#include "office/mail/MailStore.h"

namespace sidetone::office {

/// The mail server: the part of Exchange Web Services that saving chats needs (FindFolder,
/// CreateFolder, FindItem with a restriction to one named property, CreateItem), and Autodiscover
/// in its older form. By TLS with Basic, on plain HTTP with Digest alone (RFC 7616; the realm is
/// the domain).
///
/// `sidetone-office answer mail STATUS` makes everything answer that status; `lost` keeps items and
/// then answers 503; `full` has no room for one; `no-password` takes no password; `ntlm` offers
/// NTLM alone.
class MailModule final : public ContractModule {
public:
    explicit MailModule(Desk& desk) : desk_(desk) {}

    [[nodiscard]] std::vector<HttpListener> listeners() override;
    [[nodiscard]] std::size_t largestBody() const override { return 8U << 20U; }

private:
    enum class Door { Tls, Plain };
    [[nodiscard]] HttpResponse answer(const HttpRequest& request, Door door) const;
    [[nodiscard]] const User* whoAsks(const HttpRequest& request, Door door) const;
    [[nodiscard]] HttpResponse unauthorised(Door door) const;
    [[nodiscard]] HttpResponse autodiscover() const;
    [[nodiscard]] HttpResponse serve(const core::XmlElement& request, MailStore& mail) const;

    Desk& desk_;
};

}  // namespace sidetone::office
