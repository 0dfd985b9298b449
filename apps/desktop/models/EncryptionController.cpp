// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/EncryptionController.h"

#include <QUrl>

#include "models/words.h"

namespace sidetone::desktop {

using messaging::EncryptionDevice;
using messaging::Trust;

DeviceModel::DeviceModel(QObject* parent)
    : RowModel({{"owner", [](const DeviceRow& r) -> QVariant { return r.owner; }},
                {"ownerName", [](const DeviceRow& r) -> QVariant { return r.ownerName; }},
                {"label", [](const DeviceRow& r) -> QVariant { return r.label; }},
                {"fingerprint", [](const DeviceRow& r) -> QVariant { return r.fingerprint; }},
                {"words", [](const DeviceRow& r) -> QVariant { return r.words; }},
                {"trust", [](const DeviceRow& r) -> QVariant { return r.trust; }},
                {"thisOne", [](const DeviceRow& r) -> QVariant { return r.thisOne; }},
                {"ours", [](const DeviceRow& r) -> QVariant { return r.ours; }},
                {"active", [](const DeviceRow& r) -> QVariant { return r.active; }},
                {"undecided", [](const DeviceRow& r) -> QVariant { return r.undecided; }}},
               parent) {}

namespace {

QString trustWords(const EncryptionDevice& device) {
    if (device.isThisOne) return EncryptionController::tr("This device");
    switch (device.trust) {
        case Trust::Blind:
            return EncryptionController::tr("Taken as it came, not compared");
        case Trust::Verified:
            return EncryptionController::tr("Compared and trusted");
        case Trust::Untrusted:
            return EncryptionController::tr("Not trusted: nothing is encrypted to it");
        case Trust::Undecided:
            break;
    }
    return EncryptionController::tr("New: nothing is encrypted to it before you decide");
}

/// Whatever way the digits come in, a person compares groups of eight.
QString grouped(const std::string& fingerprint) {
    QString digits;
    for (const auto letter : toQt(fingerprint)) {
        if (letter.isLetterOrNumber()) digits += letter.toLower();
    }
    QStringList groups;
    for (qsizetype i = 0; i < digits.size(); i += 8) groups << digits.mid(i, 8);
    return groups.join(u' ');
}

}  // namespace

EncryptionController::EncryptionController(client::Client& client, ChatController& chat,
                                           QObject* parent)
    : QObject(parent), client_(client), chat_(chat) {
    connect(&client_, &client::Client::chatChanged, this, &EncryptionController::connectControl);
    connect(&chat_, &ChatController::peerChanged, this, [this] {
        theirs_.clear();
        ours_.clear();
        devices_.show({});
        reload();
    });
    connectControl();
}

void EncryptionController::connectControl() {
    if (auto* control = client_.encryption(); control != nullptr) {
        using messaging::EncryptionControl;
        connect(control, &EncryptionControl::lockChanged, this, [this](const auto& peer) {
            if (peer == chat_.peer()) reload();
        });
        connect(control, &EncryptionControl::devicesChanged, this, [this](const auto& owner) {
            if (devices_.count() == 0) return;
            if (owner == chat_.peer() || owner == client_.self() || chat_.isRoom()) load();
        });
    }
    reload();
}

void EncryptionController::reload() {
    auto* control = client_.encryption();
    lock_ = control == nullptr || !chat_.isOpen() ? messaging::ConversationLock{}
                                                  : control->lock(chat_.peer());
    Q_EMIT changed();
}

bool EncryptionController::encrypted() const {
    return lock_.protection == messaging::Protection::Omemo ||
           lock_.protection == messaging::Protection::LegacyOmemo;
}

QString EncryptionController::sentence() const {
    auto* control = client_.encryption();
    if (!lock_.sentence.empty()) return toQt(lock_.sentence);
    if (control == nullptr) return tr("No end-to-end encryption: servers on the way can read it.");
    return toQt(control->whyNot());
}

QString EncryptionController::ownLink() const {
    return client_.encryption() == nullptr ? QString() : toQt(client_.encryption()->ownLink());
}

QString EncryptionController::ownCode() const {
    const auto link = ownLink();
    return link.isEmpty()
               ? QString()
               : QStringLiteral("image://qr/") + QString::fromLatin1(QUrl::toPercentEncoding(link));
}

void EncryptionController::setEncrypted(bool encrypted) {
    if (client_.encryption() == nullptr || !chat_.isOpen()) return;
    client_.encryption()->setEncrypted(chat_.peer(), encrypted);
}

void EncryptionController::load() {
    auto* control = client_.encryption();
    if (control == nullptr || !chat_.isOpen()) return;
    owner_.cancelAll();
    loading_ = true;
    Q_EMIT changed();
    for (const auto& whose : {chat_.peer(), client_.self()}) {
        control->devices(whose).then(
            owner_, [this, whose](core::Result<std::vector<EncryptionDevice>> devices) {
                loading_ = false;
                if (devices) {
                    take(whose, std::move(*devices));
                } else {
                    Q_EMIT failed(toQt(devices.error().sentence()));
                }
                Q_EMIT changed();
            });
    }
}

DeviceRow EncryptionController::rowOf(const EncryptionDevice& device) const {
    DeviceRow row;
    row.owner = toQt(device.owner.text());
    row.id = device.id;
    row.key = row.owner + u'/' + QString::number(device.id) + u'/' +
              QString::number(static_cast<int>(device.scheme));
    row.ours = device.owner == client_.self();
    const auto contact = client_.contact(device.owner);
    row.ownerName = row.ours                            ? tr("Your devices")
                    : contact && !contact->name.empty() ? toQt(contact->name).simplified()
                                                        : row.owner;
    row.label = toQt(device.label).simplified();
    if (row.label.isEmpty()) row.label = tr("Device %1").arg(device.id);
    row.fingerprint = grouped(device.fingerprint);
    row.words = trustWords(device);
    if (!device.isActive) row.words += QStringLiteral(" \u00b7 ") + tr("no longer in use");
    row.trust = static_cast<int>(device.trust);
    row.thisOne = device.isThisOne;
    row.active = device.isActive;
    row.undecided = device.trust == Trust::Undecided && !device.isThisOne;
    return row;
}

void EncryptionController::take(const core::Address& whose, std::vector<EncryptionDevice> devices) {
    (whose == client_.self() ? ours_ : theirs_) = std::move(devices);
    std::vector<DeviceRow> rows;
    for (const auto* list : {&theirs_, &ours_}) {
        std::vector<DeviceRow> part;
        for (const auto& device : *list) part.push_back(rowOf(device));
        std::stable_sort(part.begin(), part.end(), [](const auto& a, const auto& b) {
            if (a.ownerName != b.ownerName) return a.ownerName < b.ownerName;
            if (a.undecided != b.undecided) return a.undecided;
            return a.active && !b.active;
        });
        rows.insert(rows.end(), part.begin(), part.end());
    }
    devices_.show(std::move(rows));
}

void EncryptionController::setTrust(int which, Trust trust) {
    if (!devices_.has(which) || client_.encryption() == nullptr) return;
    const auto row = devices_.row(which);
    const auto owner = core::Address::parse(row.owner.toStdString());
    if (owner) client_.encryption()->setTrust(*owner, row.id, trust);
}

void EncryptionController::verify(int row) {
    setTrust(row, Trust::Verified);
}
void EncryptionController::distrust(int row) {
    setTrust(row, Trust::Untrusted);
}

void EncryptionController::removeOwn(int which) {
    if (!devices_.has(which) || !devices_.row(which).ours || client_.encryption() == nullptr)
        return;
    client_.encryption()
        ->removeOwnDevice(devices_.row(which).id)
        .then(owner_, [this](core::Result<void> removed) {
            if (!removed) Q_EMIT failed(toQt(removed.error().sentence()));
        });
}

}  // namespace sidetone::desktop
