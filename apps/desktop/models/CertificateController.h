// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>

#include "models/RowModel.h"
#include "net/RefusedCertificate.h"

namespace sidetone::client {
class Client;
}

namespace sidetone::desktop {

/// One certificate of a chain.
struct CertificateRow {
    QString key;
    QString title;  ///< "The server's certificate", "Issued by"
    QString subject;
    QString issuer;
    QString names;
    QString from;
    QString until;
    QString fingerprint;  ///< SHA-256 in pairs, "3f:0a:..."
    QString kind;
    bool ended = false;  ///< not valid now
    friend bool operator==(const CertificateRow&, const CertificateRow&) = default;
};

/// A server that could not prove who it is: why, and its chain (AUTH-05). One at a time; stop()
/// goes on to the next one.
class CertificateController final : public RowModel<CertificateRow> {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(bool active READ active NOTIFY changed)
    Q_PROPERTY(bool any READ any NOTIFY changed)
    Q_PROPERTY(QString server READ server NOTIFY changed)
    Q_PROPERTY(QString reason READ reason NOTIFY changed)
    Q_PROPERTY(QString advice READ advice NOTIFY changed)
    Q_PROPERTY(bool mayBeTrusted READ mayBeTrusted NOTIFY changed)
    Q_PROPERTY(bool replaced READ replaced NOTIFY changed)
    Q_PROPERTY(QString trustedBefore READ trustedBefore NOTIFY changed)
    Q_PROPERTY(QString fingerprint READ fingerprint NOTIFY changed)
public:
    CertificateController(client::Client& client, core::Clock& clock, QObject* parent = nullptr);

    /// True while there is one that the person did not answer yet.
    [[nodiscard]] bool active() const { return current_.has_value(); }
    /// True where some certificate was refused, answered or not.
    [[nodiscard]] bool any() const;
    [[nodiscard]] QString server() const;
    [[nodiscard]] QString reason() const;
    [[nodiscard]] QString advice() const;
    [[nodiscard]] bool mayBeTrusted() const { return current_ && current_->mayBePinned; }
    /// True where the person trusted another certificate of this server before.
    [[nodiscard]] bool replaced() const { return current_ && !current_->trustedBefore.empty(); }
    [[nodiscard]] QString trustedBefore() const;
    /// Of the server's own certificate.
    [[nodiscard]] QString fingerprint() const;

    /// Trusts it from now on. A refusal comes by failed().
    Q_INVOKABLE bool trust();
    Q_INVOKABLE void stop();
    /// Shows again what was stopped.
    Q_INVOKABLE void review();

Q_SIGNALS:
    void changed();
    /// The person trusts it: what failed can be tried again.
    void trusted();
    void failed(const QString& sentence);

private:
    void refresh();
    void showChain();
    [[nodiscard]] CertificateRow rowOf(const net::CertificateInfo& info, std::size_t place) const;

    client::Client& client_;
    core::Clock& clock_;
    std::optional<net::RefusedCertificate> current_;
    std::set<std::string> stopped_;  ///< server and fingerprint of what the person answered
};

}  // namespace sidetone::desktop
