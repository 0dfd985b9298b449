// SPDX-License-Identifier: GPL-3.0-or-later
// The part of StandardClient that saves closed chats to the person's mailbox (MSG-05).
#include "client/StandardClient.h"

namespace sidetone::client {

mail::SavedChatControl* StandardClient::savedChats() {
    return account_ && account_->savedChats ? &account_->savedChats->saver() : nullptr;
}

std::string StandardClient::shownName(const core::Address& peer) const {
    const auto known = contact(peer);
    return known && !known->name.empty() ? known->name : peer.user();
}

void StandardClient::saveChatsByTheRules() {
    if (!account_ || !account_->store || !account_->deployment.hasMessages()) return;
    auto rules = savingRulesOf(settings(), account_->deployment);
    if (!rules) return endSavingChats(*account_);
    if (account_->savedChats) return account_->savedChats->saver().setRules(std::move(*rules));
    startSavingChats(std::move(*rules));
}

void StandardClient::startSavingChats(mail::SavingRules rules) {
    account_->savedChats = std::make_unique<SavedChatService>(
        platform_, *account_->store, mailAccessOf(account_->deployment, account_->password),
        std::move(rules),
        SavedChatService::Names{[this](const core::Address& peer) { return shownName(peer); },
                                [this] { return selfName(); }},
        account_->recorder);
    connect(account_->savedChats.get(), &SavedChatService::changed, this, &Client::servicesChanged);
    account_->savedChats->start();
    Q_EMIT savedChatsChanged();
}

void StandardClient::endSavingChats(Account& account) {
    if (!account.savedChats) return;
    account.savedChats.reset();
    Q_EMIT savedChatsChanged();
}

}  // namespace sidetone::client
