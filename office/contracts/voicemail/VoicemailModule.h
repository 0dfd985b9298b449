// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "office/contracts/ContractModule.h"
#include "office/contracts/voicemail/messageDocuments.h"
#include "office/http/Router.h"

namespace sidetone::office {

/// The voicemail server cuc1: the part of Unity Connection's messaging interface ("VMREST") that
/// visual voicemail needs. Basic authentication with the person's own password, or an access token
/// of the single sign-on; XML, or JSON where it is accepted.
///
/// `sidetone-office answer voicemail STATUS` makes everything answer that status;
/// `answer voicemail-release 8.6.2` is another release.
class VoicemailModule final : public ContractModule {
public:
    explicit VoicemailModule(Desk& desk);

    [[nodiscard]] std::vector<HttpListener> listeners() override;

private:
    using Path = Router::Variables;
    /// Who asks, their box, and the values of the path.
    struct Visit {
        const HttpRequest& request;
        const User& user;
        Mailbox& box;
        const Path& path;
    };
    using Handler = HttpResponse (VoicemailModule::*)(const Visit&);

    [[nodiscard]] HttpResponse answer(const HttpRequest& request);
    void add(const char* method, const char* pattern, Handler handler);
    [[nodiscard]] const User* whoAsks(const HttpRequest& request) const;
    [[nodiscard]] HttpResponse version(const HttpRequest& request) const;

    [[nodiscard]] HttpResponse mailbox(const Visit& visit);
    [[nodiscard]] HttpResponse folders(const Visit& visit);
    [[nodiscard]] HttpResponse folder(const Visit& visit);
    [[nodiscard]] HttpResponse messages(const Visit& visit);
    [[nodiscard]] HttpResponse emptyDeleted(const Visit& visit);
    [[nodiscard]] HttpResponse message(const Visit& visit);
    [[nodiscard]] HttpResponse attachment(const Visit& visit);
    [[nodiscard]] HttpResponse change(const Visit& visit);
    [[nodiscard]] HttpResponse remove(const Visit& visit);
    [[nodiscard]] HttpResponse restore(const Visit& visit);

    Desk& desk_;
    Router router_;
};

}  // namespace sidetone::office
