// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake/FakeHistoryTransfer.h"

#include "fake/FakeClient.h"

namespace sidetone::test {

void FakeHistoryTransfer::setState(messaging::HistoryTransferState state) {
    state_ = std::move(state);
    Q_EMIT changed();
}

void FakeHistoryTransfer::note(const std::string& line) {
    client_.log.push_back(line);
}

}  // namespace sidetone::test
