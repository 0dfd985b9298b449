// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/PrivacyController.h"

#include "messaging/PrivacyControl.h"
#include "models/words.h"

namespace sidetone::desktop {

PrivacyController::PrivacyController(client::Client& client, ChatController& chat, QObject* parent)
    : QObject(parent), client_(client), chat_(chat) {
    connect(&client_, &client::Client::chatChanged, this, &PrivacyController::connectControl);
    connect(&chat_, &ChatController::peerChanged, this, &PrivacyController::changed);
    connectControl();
}

void PrivacyController::connectControl() {
    if (auto* control = client_.privacy(); control != nullptr) {
        connect(control, &messaging::PrivacyControl::blockedChanged, this,
                &PrivacyController::changed, Qt::UniqueConnection);
    }
    Q_EMIT changed();
}

QString PrivacyController::whyNot() const {
    auto* control = client_.privacy();
    return control == nullptr ? tr("Chat is not connected.") : toQt(control->whyNot());
}

QStringList PrivacyController::blocked() const {
    QStringList all;
    auto* control = client_.privacy();
    if (control == nullptr) return all;
    for (const auto& address : control->blocked()) all << toQt(address.text());
    all.sort();
    return all;
}

bool PrivacyController::chatBlocked() const {
    return chat_.isOpen() && blocked().contains(chat_.address());
}

void PrivacyController::run(core::Task<void> task) {
    std::move(task).then(owner_, [this](core::Result<void> done) {
        if (!done) Q_EMIT failed(toQt(done.error().sentence()));
    });
}

bool PrivacyController::block(const QString& address) {
    const auto person = core::Address::parse(address.toStdString());
    if (!person || client_.privacy() == nullptr) return false;
    run(client_.privacy()->block(*person));
    return true;
}

void PrivacyController::unblock(const QString& address) {
    const auto person = core::Address::parse(address.toStdString());
    if (person && client_.privacy() != nullptr) run(client_.privacy()->unblock(*person));
}

}  // namespace sidetone::desktop
