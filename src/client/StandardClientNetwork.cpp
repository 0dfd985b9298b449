// SPDX-License-Identifier: GPL-3.0-or-later
// The part of StandardClient that follows the network (NET-01).
#include <utility>

#include "client/StandardClient.h"
#include "config/keys.h"

namespace sidetone::client {

namespace {

/// After a look at the organisation that failed.
constexpr core::Milliseconds retryLook{30'000};

}  // namespace

NetworkView StandardClient::network() const {
    return network_.view();
}

void StandardClient::reconnect() {
    platform_.http->forgetConnections();
    platform_.directHttp->forgetConnections();
    if (!account_ || state_ != ClientState::Ready) return;
    if (account_->chat) account_->chat->retryNow();
    if (account_->phone) account_->phone->retryNow();
    if (account_->mailbox) account_->mailbox->retryNow();
    if (account_->savedChats) account_->savedChats->saver().retryNow();
}

void StandardClient::lookAgain() {
    platform_.systemProxies->reload();
    platform_.proxyKeys.forget();
    if (!account_ || state_ != ClientState::Ready) return;
    account_->again = std::make_unique<signin::SignIn>(platform_.signInPorts(&questions_));
    auto wish = request();
    wish.remembered.reset();
    account_->again->run(std::move(wish))
        .then(account_->owner,
              [this](core::Result<signin::Deployment> found) { lookedAgain(std::move(found)); });
}

void StandardClient::lookedAgain(core::Result<signin::Deployment> found) {
    account_->recorder = account_->again->recorder();
    Q_EMIT traceChanged();
    if (!found) {
        // What is connected stays so. A new network may need a moment until its names answer.
        account_->nextLook = platform_.clock.after(retryLook, [this] { lookAgain(); });
        platform_.log.write(core::LogLevel::Warning, "network", found.error().sentence());
        network_.setPlace(NetworkView::Place::Unknown);
        portal_.explain(found.error(), settings())
            .then(account_->owner,
                  [this](core::Result<PortalAnswer> why) { network_.setPortal(why->portal); });
        return;
    }
    network_.setPortal({});
    // The directory asks through what the old deployment holds, until makeDirectory().
    const auto old = std::exchange(account_->deployment, std::move(*found));
    remember();
    watchServices();
    useSignOn();
    const auto& deployment = account_->deployment;
    network_.setPlace(deployment.edge ? NetworkView::Place::Outside : NetworkView::Place::Inside);
    makeDirectory();
    if (account_->chat) account_->chat->goOn(deployment);
    if (account_->phone) account_->phone->goOn(deployment, account_->password);
    // A box has nothing under way that would be lost.
    endMailbox(*account_);
    startMailbox();
    // Another server may be meant there; what waits lies in the store.
    endSavingChats(*account_);
    saveChatsByTheRules();
    Q_EMIT settingsChanged();
    Q_EMIT servicesChanged();
}

void StandardClient::watchServices() {
    const auto& remembered = account_->deployment.remembered;
    auto domain = account_->deployment.settings.get(config::keys::voiceServicesDomain);
    if (domain.empty()) domain = remembered.voiceServicesDomain;
    if (domain.empty()) domain = remembered.servicesDomain;
    using Watched = ServiceWatch::Watched;
    std::vector<Watched> records;
    if (!remembered.ciscoUds.empty()) {
        records.push_back({"_cisco-uds._tcp." + domain, remembered.ciscoUds});
    } else if (!remembered.cupLogin.empty()) {
        records.push_back({"_cuplogin._tcp." + domain, remembered.cupLogin});
    } else if (!remembered.collabEdge.empty()) {
        records.push_back({"_collab-edge._tls." + domain, remembered.collabEdge});
    }
    const auto hours = account_->deployment.settings.get(config::keys::configRefetchHours);
    services_.watch(std::move(records), std::chrono::hours(hours));
}

}  // namespace sidetone::client
