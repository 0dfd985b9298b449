// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/ChatController.h"
#include "models/DeviceModel.h"

namespace sidetone::desktop {

/// How the open conversation is protected, told truthfully, and whose devices may read it
/// (ENC-03 to ENC-06).
class EncryptionController final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(bool encrypted READ encrypted NOTIFY changed)
    Q_PROPERTY(bool refused READ refused NOTIFY changed)
    Q_PROPERTY(bool changeable READ changeable NOTIFY changed)
    Q_PROPERTY(bool verified READ verified NOTIFY changed)
    Q_PROPERTY(bool newDevices READ newDevices NOTIFY changed)
    Q_PROPERTY(QString sentence READ sentence NOTIFY changed)
    Q_PROPERTY(QString ownLink READ ownLink NOTIFY changed)
    Q_PROPERTY(QString ownCode READ ownCode NOTIFY changed)
    Q_PROPERTY(bool loading READ loading NOTIFY changed)
    Q_PROPERTY(sidetone::desktop::DeviceModel* devices READ devices CONSTANT)
public:
    EncryptionController(client::Client& client, ChatController& chat, QObject* parent = nullptr);

    [[nodiscard]] bool encrypted() const;
    [[nodiscard]] bool refused() const { return lock_.isRefused; }
    [[nodiscard]] bool changeable() const { return lock_.canBeChanged; }
    [[nodiscard]] bool verified() const { return lock_.isVerified; }
    [[nodiscard]] bool newDevices() const { return lock_.hasNewDevices; }
    /// What the next message gets, in one sentence.
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] QString ownLink() const;
    /// The link as an image's address.
    [[nodiscard]] QString ownCode() const;
    [[nodiscard]] bool loading() const { return loading_; }
    [[nodiscard]] DeviceModel* devices() { return &devices_; }

    Q_INVOKABLE void setEncrypted(bool encrypted);
    /// Reads the devices of the open conversation and our own.
    Q_INVOKABLE void load();
    Q_INVOKABLE void verify(int row);
    Q_INVOKABLE void distrust(int row);
    /// Takes an old device of ours out of our list.
    Q_INVOKABLE void removeOwn(int row);

Q_SIGNALS:
    void changed();
    void failed(const QString& sentence);

private:
    void connectControl();
    void reload();
    void take(const core::Address& whose, std::vector<messaging::EncryptionDevice> devices);
    void setTrust(int row, messaging::Trust trust);
    [[nodiscard]] DeviceRow rowOf(const messaging::EncryptionDevice& device) const;

    client::Client& client_;
    ChatController& chat_;
    messaging::ConversationLock lock_;
    std::vector<messaging::EncryptionDevice> theirs_;
    std::vector<messaging::EncryptionDevice> ours_;
    DeviceModel devices_;
    bool loading_ = false;
    core::Owner owner_;
};

}  // namespace sidetone::desktop
