// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>
#include <optional>

#include "client/Client.h"
#include "client/PlatformParts.h"
#include "messaging/Messaging.h"
#include "signin/Deployment.h"
#include "store/Store.h"
#include "xmpp/Session.h"

namespace sidetone::client {

/// Chat and presence of the signed-in person: the XMPP session with messaging on top. It records
/// its own step in the sign-in's trace. Protocol thread.
///
/// States: Starting (until the first Online) -> Up <-> Reconnecting; Failed from any of them.
/// Events: session state changed, stop.
class ChatService : public QObject {
    Q_OBJECT
public:
    ChatService(Platform::Parts& platform, store::Store& store,
                const signin::Deployment& deployment, const std::optional<core::Secret>& password,
                std::shared_ptr<signin::TraceRecorder> recorder);
    ~ChatService() override;

    void start();
    /// Says good-bye; the object should live on for a moment so that the server hears it.
    void stop();
    /// The network is back: tries now, or asks whether the server is still there.
    void retryNow() { session_.retryNow(); }
    /// Other servers, after the network changed.
    void goOn(const signin::Deployment& deployment);
    [[nodiscard]] Service service() const;
    /// Null until the contact list was read from the store.
    [[nodiscard]] messaging::Messaging* messaging() { return messaging_.get(); }
    /// Why it is Failed, or why the first connection did not come about.
    [[nodiscard]] std::optional<core::Error> error() const { return error_; }

Q_SIGNALS:
    void changed();
    /// messaging() is there now.
    void messagingReady();

private:
    void learn(const signin::Deployment& deployment);
    [[nodiscard]] messaging::Ports messagingPorts();
    void sessionChanged();
    void setState(ServiceState state);
    void finishStep(signin::Verdict verdict);

    Platform::Parts& platform_;
    store::Store& store_;
    std::shared_ptr<signin::TraceRecorder> recorder_;
    std::optional<signin::TraceRecorder::StepId> step_;
    ServiceState state_ = ServiceState::Off;
    std::optional<core::Error> error_;
    xmpp::Session session_;
    std::unique_ptr<messaging::Messaging> messaging_;
    // As the last look at the network found them.
    config::Settings settings_;
    std::shared_ptr<net::HttpClient> http_;  ///< null: the plain one
    bool isOutside_ = false;
    std::string ownName_;
    core::Owner owner_;
};

}  // namespace sidetone::client
