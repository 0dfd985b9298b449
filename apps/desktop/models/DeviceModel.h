// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messaging/EncryptionControl.h"
#include "models/RowModel.h"

namespace sidetone::desktop {

/// One device that end-to-end encryption knows.
struct DeviceRow {
    QString key;  ///< owner and id
    QString owner;
    QString ownerName;
    QString label;
    QString fingerprint;  ///< in groups of eight
    QString words;        ///< what its trust means
    quint32 id = 0;
    int trust = 0;  ///< Shown::Trust
    bool thisOne = false;
    bool ours = false;
    bool active = true;
    bool undecided = false;
    friend bool operator==(const DeviceRow&, const DeviceRow&) = default;
};

/// The devices of the people of a conversation and our own, those first that wait for a decision.
class DeviceModel : public RowModel<DeviceRow> {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
public:
    explicit DeviceModel(QObject* parent = nullptr);
    void show(std::vector<DeviceRow> rows) { setRows(std::move(rows)); }
};

}  // namespace sidetone::desktop
