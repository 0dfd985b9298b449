// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/LineReader.h"

#include <unistd.h>

#include <array>
#include <cerrno>

namespace sidetone::apps {

constexpr qsizetype longestLine = 1 << 20;

LineReader::LineReader(int descriptor)
    : descriptor_(descriptor), notifier_(descriptor, QSocketNotifier::Read) {
    notifier_.setEnabled(false);
    connect(&notifier_, &QSocketNotifier::activated, this, &LineReader::readSome);
}

void LineReader::start() {
    notifier_.setEnabled(true);
}

void LineReader::readSome() {
    std::array<char, 4096> chunk{};
    const auto count = ::read(descriptor_, chunk.data(), chunk.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (count <= 0) {
        notifier_.setEnabled(false);
        if (!buffer_.isEmpty()) Q_EMIT line(std::exchange(buffer_, {}));
        Q_EMIT ended();
        return;
    }
    buffer_.append(chunk.data(), count);
    for (auto end = buffer_.indexOf('\n'); end >= 0; end = buffer_.indexOf('\n')) {
        const auto text = buffer_.left(end);
        buffer_.remove(0, end + 1);
        Q_EMIT line(text);
    }
    if (buffer_.size() > longestLine) {
        notifier_.setEnabled(false);
        Q_EMIT ended();
    }
}

}  // namespace sidetone::apps
