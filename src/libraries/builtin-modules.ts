/**
 * Modules that no manifest names, since what runs the code brings them.
 * Sources: `builtinModules` of node:module in Node 20 (and what later versions and Bun add), `sys.stdlib_module_names` of
 * Python 3.11 with what 3.14 adds and what Python 2 had; the documentation of the programs that embed an interpreter.
 */

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const NODE = words(`
  assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events
  fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream
  string_decoder sys timers tls trace_events tty url util v8 vm wasi worker_threads zlib
  sqlite sea test bun`);

/** Editors, load testers and frameworks that answer for a name themselves. */
const JAVASCRIPT_HOSTS = words('vscode electron k6 atom sketch figma obsidian server-only client-only aws-sdk');

const PYTHON = words(`
  abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect builtins
  bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall concurrent
  configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis
  distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib
  functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib
  imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox
  mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path
  numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib
  posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re
  readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd
  smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string
  stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap
  this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types
  typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml
  xmlrpc zipapp zipfile zipimport zlib zoneinfo
  annotationlib compression
  BaseHTTPServer ConfigParser Cookie HTMLParser Queue SimpleHTTPServer SocketServer StringIO cPickle cStringIO commands cookielib
  dummy_threading formatter htmlentitydefs httplib macpath md5 parser sets sha symbol thread urllib2 urlparse xmlrpclib`);

/** Installers, and the modules of programs and services that run Python inside of themselves. */
const PYTHON_HOSTS = words(`
  pip setuptools pkg_resources wheel bpy bmesh mathutils gpu maya pymel hou nuke unreal c4d sublime sublime_plugin gdb lldb vim
  qgis processing arcpy idaapi idc ida_funcs idautils xbmc xbmcgui xbmcaddon xbmcplugin xbmcvfs machine micropython utime ujson
  uos uasyncio usocket ubinascii network board digitalio js pyodide pyodide_js pyscript awsglue awslambdaric boto3 botocore
  dbutils pyspark clr System appscript uno krita gimpfu obspython mitmproxy cython sage freecad FreeCAD bge nt cups rpm dnf
  apt apt_pkg apport homeassistant rospy rclpy std_msgs sensor_msgs geometry_msgs nav_msgs tf2_ros launch launch_ros cv_bridge`);

/** `name`: the package of a module, the first name of a dotted one. */
export function isBuiltIn(language: 'javascript' | 'python', name: string): boolean {
  if (language === 'python') return name.startsWith('_') || PYTHON.has(name) || PYTHON_HOSTS.has(name);
  // The JavaScript runtime of AWS Lambda has its SDK.
  return NODE.has(name) || JAVASCRIPT_HOSTS.has(name) || name.startsWith('@aws-sdk/');
}
