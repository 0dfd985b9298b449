# SPDX-License-Identifier: GPL-3.0-or-later
"""An office inside network and mount namespaces of its own, as any program sees the Internet: name
servers at port 53, and the office's authority among the system's."""
import os
import socket
import subprocess
import sys
import threading


def enter():
    """Runs this program again inside the namespaces; exit status 77 where they are forbidden."""
    if os.environ.get('SIDETONE_INTEROP_INSIDE'):
        return
    probe = subprocess.run(['unshare', '-rmn', 'true'], capture_output=True)
    if probe.returncode != 0:
        print('skipped: namespaces are forbidden here')
        sys.exit(77)
    os.environ['SIDETONE_INTEROP_INSIDE'] = '1'
    os.execvp('unshare', ['unshare', '-rmn', sys.executable, *sys.argv])


def _forward(server):
    """Datagrams at port 53 go to the office's name server."""
    here = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    here.bind(('127.0.0.53', 53))

    def serve():
        while True:
            question, who = here.recvfrom(65535)
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as there:
                there.settimeout(2)
                there.sendto(question, server)
                try:
                    here.sendto(there.recv(65535), who)
                except OSError:
                    pass

    threading.Thread(target=serve, daemon=True).start()


class Office:
    def __init__(self, build, folder, extras):
        self.program = os.path.join(build, 'bin/sidetone-office')
        self.folder = os.path.join(folder, 'office')
        subprocess.run(['ip', 'link', 'set', 'lo', 'up'], check=True)
        # The C library asks for IPv4 addresses only where some interface beside lo has one.
        for words in ('link add cable type veth peer name other', 'link set other up',
                      'address add 198.18.0.1/30 dev cable', 'link set cable up',
                      # Without a way out GLib calls any change of the network (an IPv6 address
                      # that settles is one) its loss: Dino then sends nothing, and still receives.
                      'route add default dev cable'):
            subprocess.run(['ip', *words.split()], check=True)
        subprocess.run(['mount', '--make-rprivate', '/'], check=True)
        words = ['start', '--people', '3'] + (['--with', extras] if extras else [])
        started = self.run(words)
        if started.returncode != 0:
            raise RuntimeError(started.stdout + started.stderr)
        for line in self.run(['env']).stdout.splitlines():
            if line.startswith('export '):
                name, value = line[len('export '):].split('=', 1)
                os.environ[name] = value.strip("'\"")
        host, port = os.environ['SIDETONE_NAMESERVER'].split(':')
        _forward((host, int(port)))
        self._replace('/etc/resolv.conf', 'nameserver 127.0.0.53\n')
        bundle = '/etc/ssl/certs/ca-certificates.crt'
        with open(os.environ['SIDETONE_CA_FILE']) as own, open(bundle) as system:
            self._replace(bundle, system.read() + own.read())
        self.messaging = (host.rsplit('.', 1)[0] + '.21', 5222)

    def _replace(self, path, text):
        ours = os.path.join(os.path.dirname(self.folder), os.path.basename(path))
        with open(ours, 'w') as file:
            file.write(text)
        subprocess.run(['mount', '--bind', ours, os.path.realpath(path)], check=True)

    def run(self, words):
        return subprocess.run([self.program, *words], text=True, capture_output=True,
                              env=dict(os.environ, SIDETONE_OFFICE_FOLDER=self.folder))

    @staticmethod
    def user(number):
        return os.environ[f'SIDETONE_USER_{number}']

    @staticmethod
    def password_file(number):
        return os.environ[f'SIDETONE_PASSWORD_FILE_{number}']

    def password(self, number):
        with open(self.password_file(number)) as file:
            return file.read().strip()

    def stop(self):
        self.run(['stop'])


def allow_encryption(folder):
    """A machine whose policy encrypts where both sides can."""
    configuration = os.path.join(folder, 'configuration')
    os.makedirs(os.path.join(configuration, 'policy.d'))
    with open(os.path.join(configuration, 'policy.d/encryption.conf'), 'w') as file:
        file.write('Support_AES_Encoding_For_IM: true\nSupport_No_Encoding_For_IM: true\n')
    os.environ['SIDETONE_CONFIGURATION'] = configuration
