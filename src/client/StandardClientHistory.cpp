// SPDX-License-Identifier: GPL-3.0-or-later
// How the client opens the history, and how long it keeps it.
#include <utility>

#include "client/HistoryRules.h"
#include "client/StandardClient.h"
#include "store/History.h"
#include "store/openProtected.h"

namespace sidetone::client {

using core::Result;

namespace {

/// The start has the disk for itself.
constexpr core::Milliseconds checkPause{30'000};

}  // namespace

std::filesystem::path StandardClient::storeFile(const core::Address& address) const {
    return platform_.folder / "accounts" / address.text() / "history.sqlite";
}

void StandardClient::openStore() {
    const auto& jid = account_->deployment.jid;
    unreadable_.clear();
    store::openProtected(storeFile(jid), jid.text(), *platform_.keys, platform_.random,
                         {platform_.clock, platform_.log})
        .then(account_->owner, [this](Result<store::ProtectedStore> opened) {
            if (!opened) {
                // A full disk or a busy file says nothing against the history.
                const auto code = opened.error().code;
                if (code != core::ErrorCode::Storage && code != core::ErrorCode::Busy) {
                    unreadable_ = storeFile(account_->deployment.jid);
                }
                return fail(opened.error());
            }
            account_->store = std::move(opened->store);
            rememberPeople();
            account_->isHistoryEncrypted = opened->isEncrypted;
            account_->whyNotEncrypted = std::move(opened->whyNot);
            checkStore();
            if (account_->deployment.hasMessages()) startChat();
            saveChatsByTheRules();
            judge();
        });
}

void StandardClient::checkStore() {
    const auto log = [this](const core::Status& done) {
        if (!done) platform_.log.error("store", done.error().sentence());
    };
    // No chat is open yet: what a crash has left of closed ones goes.
    if (historyKept(settings(), account_->deployment.mode) == HistoryKept::UntilClosed) {
        removeHistory(*account_, std::nullopt);
    }
    account_->check = platform_.clock.after(checkPause, [this, log] {
        if (account_ && account_->store) account_->store->check().then(account_->owner, log);
    });
}

void StandardClient::removeHistory(Account& account, const std::optional<core::Address>& peer) {
    store::History history(*account.store);
    auto removing = peer ? history.removeConversation(*peer) : history.removeAll();
    std::move(removing).then(account.owner, [this](const Result<int>& removed) {
        if (!removed) platform_.log.error("store", removed.error().sentence());
    });
}

HistoryProtection StandardClient::historyProtection() const {
    if (!account_ || !account_->store) return {};
    return {account_->isHistoryEncrypted, account_->whyNotEncrypted};
}

bool StandardClient::canSetHistoryAside() const {
    return state_ == ClientState::Failed && !unreadable_.empty();
}

core::Result<std::filesystem::path> StandardClient::setHistoryAside() {
    if (!canSetHistoryAside()) {
        return core::fail(core::ErrorCode::InvalidInput, "Setting the history aside",
                          "it is not what the sign-in failed for");
    }
    const auto file = std::exchange(unreadable_, {});
    return store::Store::setAside(file, platform_.clock.wallTime());
}

void StandardClient::closeChat(const core::Address& peer) {
    if (!account_ || !account_->store) return;
    if (account_->savedChats && account_->savedChats->saver().isOn()) {
        account_->savedChats->saver().save(peer).then(
            account_->owner, [this](const Result<int>& count) {
                if (!count) platform_.log.error("mail", count.error().sentence());
            });
    }
    if (historyKept(settings(), account_->deployment.mode) != HistoryKept::UntilClosed) return;
    removeHistory(*account_, peer);
}

void StandardClient::forgetSession() {
    if (!account_ || !account_->store) return;
    if (historyKept(settings(), account_->deployment.mode) == HistoryKept::Always) return;
    removeHistory(*account_, std::nullopt);
}

}  // namespace sidetone::client
