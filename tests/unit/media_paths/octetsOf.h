// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <cstdint>
#include <vector>

namespace sidetone::test {

/// Hexadecimal text as octets; white space is skipped.
inline std::vector<std::uint8_t> octetsOf(const char* hexadecimal) {
    const auto bytes = QByteArray::fromHex(QByteArray(hexadecimal));
    return {bytes.begin(), bytes.end()};
}

}  // namespace sidetone::test
