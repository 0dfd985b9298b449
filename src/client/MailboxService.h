// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <filesystem>
#include <memory>
#include <optional>

#include "client/Client.h"
#include "client/PlatformParts.h"
#include "signin/Deployment.h"
#include "signin/TraceRecorder.h"
#include "voicemail/VoicemailService.h"

namespace sidetone::client {

/// Which voicemail servers this person has, in the order to be tried, and what they take as proof;
/// empty where there is no voicemail (VM-01, VM-05, AUTH-09). The service profile's servers count,
/// unless a stronger layer than the profile names others by VoicemailPrimaryServer and its two
/// backups; without a profile's, those parameters of any layer.
[[nodiscard]] std::optional<voicemail::MailboxAccess> mailboxAccessOf(
    const signin::Deployment& deployment, const std::optional<core::Secret>& password);

/// The signed-in person's voicemail. It records its own step in the sign-in's trace. Protocol
/// thread.
class MailboxService : public QObject {
    Q_OBJECT
public:
    /// `http`: the way through the edge; null: the platform's own client.
    MailboxService(Platform::Parts& platform, std::shared_ptr<net::HttpClient> http,
                   voicemail::MailboxAccess access, std::filesystem::path cacheFolder,
                   std::shared_ptr<signin::TraceRecorder> recorder);
    ~MailboxService() override;

    void start();
    /// The network is back: asks now instead of after a wait.
    void retryNow() { box_.refresh(); }
    [[nodiscard]] Service service() const;
    [[nodiscard]] voicemail::VoicemailControl* control() { return &box_; }

Q_SIGNALS:
    void changed();

private:
    void boxChanged();
    void finishStep(signin::Evidence evidence);
    [[nodiscard]] std::string words() const;

    std::shared_ptr<net::HttpClient> http_;
    std::string user_;
    voicemail::VoicemailService box_;
    std::shared_ptr<signin::TraceRecorder> recorder_;
    std::optional<signin::TraceRecorder::StepId> step_;
};

}  // namespace sidetone::client
