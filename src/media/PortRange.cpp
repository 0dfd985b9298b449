// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/PortRange.h"

namespace sidetone::media {
namespace {

int videoStart(const PortRange& range) {
    const int middle = (range.start + range.stop) / 2;
    return middle % 2 == 1 ? middle : middle + 2;
}

int firstEven(const PortRange& range) {
    return (range.start + 1) / 2 * 2;
}

}  // namespace

PortRange PortRange::audioHalf() const {
    return {start, static_cast<std::uint16_t>(videoStart(*this) - 1)};
}

PortRange PortRange::videoHalf() const {
    return {static_cast<std::uint16_t>(videoStart(*this)), stop};
}

int PortRange::pairs() const {
    const int room = stop - firstEven(*this) + 1;
    return room < 2 ? 0 : room / 2;
}

std::uint16_t PortRange::pair(int index) const {
    return static_cast<std::uint16_t>(firstEven(*this) + 2 * index);
}

}  // namespace sidetone::media
