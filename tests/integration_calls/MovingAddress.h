// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <cstdint>
#include <string>

namespace sidetone::test {

/// A veth link whose address goes away while another one comes. Whatever is sent to the named
/// destinations in this network namespace leaves by the address of the moment, and what is sent to
/// one that went gets lost.
class MovingAddress {
public:
    /// `staying`: what is sent to the moving address comes from there, unless its socket says
    /// otherwise: who stays at one end of the same machine. Empty: from the moving one itself.
    explicit MovingAddress(QStringList destinations, QString staying = {});

    /// Makes the link with its first address.
    [[nodiscard]] bool plug() const;
    [[nodiscard]] bool move();
    [[nodiscard]] std::uint32_t now() const;
    [[nodiscard]] std::uint32_t before() const;

private:
    [[nodiscard]] QString arrival(int move) const;
    [[nodiscard]] QString departure(int move) const;

    QStringList destinations_;
    QString staying_;
    int moves_ = 0;
};

}  // namespace sidetone::test
