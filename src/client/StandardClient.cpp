// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/StandardClient.h"

#include <algorithm>

namespace sidetone::client {

using core::ErrorCode;
using core::Result;
using std::chrono_literals::operator""ms;

namespace {

/// How long Ready waits for the phone after chat is up: then the phone goes on by itself.
constexpr auto phonePatience = 4'000ms;
/// After a sign-out: for XMPP's good-bye, which needs no answer, and for SIP's, which does.
constexpr auto chatGoodbye = 150ms;
constexpr auto longestGoodbye = 2'000ms;

}  // namespace

std::unique_ptr<Client> createClient(Platform& platform) {
    return std::make_unique<StandardClient>(platform.parts());
}

StandardClient::StandardClient(Platform::Parts& platform)
    : platform_(platform),
      files_(platform.folder),
      sources_({platform.configurationFolder / "jabber-bootstrap.properties",
                platform.configurationFolder / "policy.d", platform.folder}),
      questions_([this](const std::string& url) { platform_.browse(url); },
                 [this] { questionsChange(); }),
      network_(*platform.network, platform.log),
      services_({platform.clock, *platform.resolver, platform.log}, [this] { lookAgain(); }),
      reportMaker_(platform.log, platform.clock, platform.folder / "reports"),
      reportSender_(*platform.http, platform.clock, platform.random) {
    readTrust();
    platform_.proxyQuestions.showBy(&questions_);
    connect(&network_, &NetworkWatch::changed, this, &Client::networkChanged);
    connect(&network_, &NetworkWatch::reconnectNow, this, &StandardClient::reconnect);
    connect(&network_, &NetworkWatch::lookAgain, this, [this] {
        platform_.resolver->forget();  // the same name may be another host there
        lookAgain();
    });
}

StandardClient::~StandardClient() {
    platform_.proxyQuestions.showBy(nullptr);
    leaving_.reset();
    account_.reset();
}

const signin::Trace& StandardClient::trace() const {
    return account_ && account_->recorder ? account_->recorder->trace() : lastTrace_;
}

std::vector<Service> StandardClient::services() const {
    std::vector<Service> services;
    if (!account_) return services;
    if (account_->chat) services.push_back(account_->chat->service());
    if (account_->phone) services.push_back(account_->phone->service());
    if (account_->directory) services.push_back(directoryService());
    return services;
}

std::filesystem::path StandardClient::storeFile(const core::Address& address) const {
    return platform_.folder / "accounts" / address.text() / "history.sqlite";
}

void StandardClient::openStore() {
    store::Store::open(storeFile(account_->deployment.jid), {platform_.clock, platform_.log})
        .then(account_->owner, [this](Result<std::unique_ptr<store::Store>> opened) {
            if (!opened) return fail(opened.error());
            account_->store = std::move(*opened);
            if (account_->deployment.hasMessages()) startChat();
            judge();
        });
}

void StandardClient::startChat() {
    account_->chat = std::make_unique<ChatService>(
        platform_, *account_->store, account_->deployment, account_->password, account_->recorder);
    auto* chat = account_->chat.get();
    connect(chat, &ChatService::changed, this, &StandardClient::chatChanged);
    connect(chat, &ChatService::messagingReady, this, &StandardClient::connectMessaging);
    chat->start();
}

void StandardClient::startPhone() {
    account_->phone = std::make_unique<PhoneService>(platform_, account_->deployment,
                                                     account_->password, account_->recorder);
    auto* phone = account_->phone.get();
    connect(phone, &PhoneService::changed, this, &StandardClient::phoneChanged);
    connect(phone, &PhoneService::callEnded, this, &StandardClient::keepCall);
    connect(phone->calls(), &telephony::CallControl::callAdded, this, &StandardClient::nameCall);
    callMemory_.listen(*phone->calls());
    phone->start();
    Q_EMIT callsChanged();
}

void StandardClient::connectMessaging() {
    using messaging::Messaging;
    auto* source = messaging();
    connect(source, &Messaging::presenceChanged, this, &Client::presenceChanged);
    connect(source, &Messaging::contactsChanged, this, [this] {
        findSelfName();
        Q_EMIT contactsChanged();
    });
    connect(source, &Messaging::contactChanged, this, &Client::contactChanged);
    connect(source, &Messaging::messageAdded, this, &Client::messageAdded);
    connect(source, &Messaging::messageChanged, this, &Client::messageChanged);
    connect(source, &Messaging::chatStateChanged, this, &Client::chatStateChanged);
    connect(source, &Messaging::unreadChanged, this, &Client::unreadChanged);
    Q_EMIT contactsChanged();
}

void StandardClient::chatChanged() {
    Q_EMIT servicesChanged();
    judge();
}

void StandardClient::phoneChanged() {
    Q_EMIT servicesChanged();
    judge();
}

void StandardClient::judge() {
    if (state_ != ClientState::SigningIn || !account_ || !account_->store) return;
    const auto& deployment = account_->deployment;
    const bool phoneSettled = !account_->phone || account_->phone->isSettled();
    if (!deployment.hasMessages()) {
        if (!phoneSettled) return;
        if (const auto error = account_->phone->error()) return fail(*error);
        return becomeReady();
    }
    if (!account_->chat) return;
    switch (account_->chat->service().state) {
        case ServiceState::Up:
            break;
        case ServiceState::Reconnecting:
        case ServiceState::Failed:
            return fail(account_->chat->error().value_or(
                core::fail(ErrorCode::Unavailable, "Signing in to chat")));
        default:
            return;
    }
    if (phoneSettled) return becomeReady();
    if (!account_->phonePatience.isSet()) {
        account_->phonePatience = platform_.clock.after(phonePatience, [this] {
            if (state_ == ClientState::SigningIn) becomeReady();
        });
    }
}

void StandardClient::becomeReady() {
    account_->deadline.stop();
    account_->phonePatience.stop();
    account_->recorder->decide(std::nullopt);
    remember();
    watchServices();
    setState(ClientState::Ready);
    Q_EMIT servicesChanged();
    Q_EMIT presenceChanged();
}

void StandardClient::fail(core::Error error) {
    if (account_ && account_->recorder && !account_->recorder->trace().verdict) {
        account_->recorder->decide(error);
    }
    if (account_) forgetRefused(error);
    error_ = std::move(error);
    // Not from inside a signal of what is being taken apart.
    if (account_) account_->deadline.stop();
    lastTrace_ = trace();
    teardown_ = platform_.clock.after(0ms, [this] {
        leave();
        setState(ClientState::Failed);
        Q_EMIT servicesChanged();
    });
}

void StandardClient::signOut() {
    teardown_.stop();
    error_.reset();
    if (account_) lastTrace_ = trace();
    const bool wasIn = account_ != nullptr;
    setState(ClientState::SignedOut);
    if (!wasIn) return;
    leave();
    Q_EMIT servicesChanged();
    Q_EMIT contactsChanged();
}

void StandardClient::leave() {
    if (!account_) return;
    services_.stop();
    leaving_ = std::move(account_);
    leaving_->deadline.stop();
    leaving_->phonePatience.stop();
    leaving_->directoryPause.stop();
    leaving_->owner.cancelAll();
    leaving_->plan.reset();
    leaving_->again.reset();
    leaving_->nextLook.stop();
    if (leaving_->recorder) leaving_->recorder->setChanged({});
    // The phone says when it is done; the chat's good-bye is on its way in a moment.
    const auto patience = leaving_->phone ? longestGoodbye : chatGoodbye;
    leavingTimer_ = platform_.clock.after(patience, [this] { forget(); });
    if (leaving_->phone) {
        leaving_->phone->disconnect(this);
        leaving_->phone->calls()->disconnect(this);
        Q_EMIT callsChanged();
        leaving_->phone->stop([this] { sayLeft(); });
    }
    if (leaving_->chat) {
        leaving_->chat->disconnect(this);
        if (auto* source = leaving_->chat->messaging()) source->disconnect(this);
        leaving_->chat->stop();
    }
}

void StandardClient::sayLeft() {
    leavingTimer_ = platform_.clock.after(chatGoodbye, [this] { forget(); });
}

void StandardClient::forget() {
    leaving_.reset();
    Q_EMIT left();
}

void StandardClient::setState(ClientState state) {
    if (state_ == state) return;
    state_ = state;
    Q_EMIT stateChanged();
}

void StandardClient::findSelfName() {
    if (const auto contact = messaging()->contact(self_); contact && !contact->name.empty()) {
        selfName_ = contact->name;
    }
}

messaging::Messaging* StandardClient::messaging() const {
    return account_ && account_->chat ? account_->chat->messaging() : nullptr;
}

}  // namespace sidetone::client
